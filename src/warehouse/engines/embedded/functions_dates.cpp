// TO_CHAR, TO_DATE, TO_TIMESTAMP, TRUNC of a timestamp, and intervals times numbers.
#include <algorithm>

#include "sql/functions/calendar.h"
#include "sql/functions/datetime_format.h"
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {
namespace {

using duck::Date;
using duck::Timestamp;
using duck::TimestampTz;
using sql::IntervalParts;

constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

Date date_of(std::int64_t microseconds) noexcept {
  const std::int64_t days =
      microseconds / kMicrosPerDay - (microseconds % kMicrosPerDay < 0 ? 1 : 0);
  return {static_cast<std::int32_t>(days)};
}

Date truncate(Timestamp time) noexcept { return date_of(time.microseconds); }

std::string timestamp_to_char(Timestamp time, std::string_view format) {
  return sql::format_timestamp(time.microseconds, format);
}

bool asks_for_zone(std::string_view format) {
  const auto& tokens = sql::cached_datetime_format(format);
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const auto& token) { return token.part == sql::FormatPart::kZone; });
}

/// A TIMESTAMPTZ as the session's time zone shows it: `local` is what its clocks say then.
std::string timestamp_tz_to_char(std::string_view zone, TimestampTz time, Timestamp local,
                                 std::string_view format) {
  constexpr std::int64_t kMinute = 60'000'000;
  const auto east = static_cast<int>((local.microseconds - time.microseconds) / kMinute);
  const bool is_utc = zone == "UTC" || zone == "Etc/UTC" || zone == "GMT";
  if (!is_utc && asks_for_zone(format)) {
    throw Error(
        ErrorKind::kInvalid,
        "not supported on the embedded engine yet: TZ in TO_CHAR in the time zone {}; use OF",
        zone);
  }
  return sql::format_timestamp(local.microseconds, format, {.name = "UTC", .minutes_east = east});
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

Timestamp add_months(Timestamp time, std::int64_t months) {
  return {sql::add_months(time.microseconds, months)};
}

double months_between(Timestamp a, Timestamp b) noexcept {
  return sql::months_between(a.microseconds, b.microseconds);
}

std::string time_of_day(Timestamp time) { return sql::time_of_day(time.microseconds); }

Date next_day(Date date, std::string_view name) { return {sql::next_day(date.days, name)}; }

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
  duck::register_overloads(connection, "darties_add_months", {overload<add_months>()});
  duck::register_overloads(connection, "darties_months_between", {overload<months_between>()});
  duck::register_overloads(connection, "darties_next_day", {overload<next_day>()});
  duck::register_overloads(connection, "darties_time_of_day", {overload<time_of_day>()});
  duck::register_overloads(connection, "darties_zone", {overload<sql::zone_name>()});
}

}  // namespace darties
