// TO_CHAR, TO_DATE, TO_TIMESTAMP, TRUNC of a timestamp, and intervals times numbers.
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {
namespace {

using duck::Date;
using duck::Timestamp;
using duck::TimestampTz;
using sql::IntervalParts;

constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

Date date_of(std::int64_t microseconds) {
  const std::int64_t days =
      microseconds / kMicrosPerDay - (microseconds % kMicrosPerDay < 0 ? 1 : 0);
  return {static_cast<std::int32_t>(days)};
}

Date truncate(Timestamp time) { return date_of(time.microseconds); }

std::string timestamp_to_char(Timestamp time, std::string_view format) {
  return sql::format_timestamp(time.microseconds, format);
}

std::string timestamp_tz_to_char(TimestampTz time, std::string_view format) {
  return sql::format_timestamp(time.microseconds, format);
}

std::string date_to_char(Date date, std::string_view format) {
  return sql::format_timestamp(date.days * kMicrosPerDay, format);
}

Date to_date_strictly(std::string_view text, std::string_view format, bool strict) {
  return date_of(sql::parse_timestamp(text, format, strict));
}

Date to_date(std::string_view text, std::string_view format) {
  return to_date_strictly(text, format, false);
}

TimestampTz to_timestamp_strictly(std::string_view text, std::string_view format, bool strict) {
  return {sql::parse_timestamp(text, format, strict)};
}

TimestampTz to_timestamp(std::string_view text, std::string_view format) {
  return to_timestamp_strictly(text, format, false);
}

template <class Number>
IntervalParts number_times_interval(Number factor, IntervalParts interval) {
  return sql::interval_times(interval, factor);
}

template <class Number>
IntervalParts interval_times_number(IntervalParts interval, Number factor) {
  return sql::interval_times(interval, factor);
}

}  // namespace

void register_dates(duckdb_connection connection) {
  using duck::overload;
  duck::register_overloads(
      connection, "*",
      {overload<number_times_interval<std::int64_t>>(),
       overload<interval_times_number<std::int64_t>>(), overload<number_times_interval<double>>(),
       overload<interval_times_number<double>>()});
  duck::register_overloads(connection, "trunc", {overload<truncate>()});
  duck::register_overloads(
      connection, "to_char",
      {overload<timestamp_to_char>(), overload<timestamp_tz_to_char>(), overload<date_to_char>()});
  duck::register_overloads(connection, "to_date",
                           {overload<to_date>(), overload<to_date_strictly>()});
  duck::register_overloads(connection, "to_timestamp",
                           {overload<to_timestamp>(), overload<to_timestamp_strictly>()});
}

}  // namespace darties
