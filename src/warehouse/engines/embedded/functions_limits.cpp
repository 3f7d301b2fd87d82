// Functions whose results could be longer than any text of Redshift, and the comparison of two values as -1, 0 or 1.
#include <string>

#include "sql/functions/text_limits.h"
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {
namespace {

using duck::Bytes;

constexpr std::size_t kLongestVarbyte = 16'777'216;

Bytes limited_bytes(Bytes bytes) {
  if (bytes.bytes.size() > kLongestVarbyte)
    throw Error(ErrorKind::kInvalid, "a VARBYTE has at most {} bytes, this result would have {}",
                kLongestVarbyte, bytes.bytes.size());
  return bytes;
}

template <class T>
std::int32_t compare_values(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

std::int32_t compare_dates(duck::Date a, duck::Date b) { return compare_values(a.days, b.days); }
std::int32_t compare_timestamps(duck::Timestamp a, duck::Timestamp b) {
  return compare_values(a.microseconds, b.microseconds);
}
std::int32_t compare_moments(duck::TimestampTz a, duck::TimestampTz b) {
  return compare_values(a.microseconds, b.microseconds);
}
std::int32_t compare_texts(std::string_view a, std::string_view b) { return compare_values(a, b); }

/// A month counts 30 days, a day 24 hours.
sql::Int128 microseconds_of(const sql::IntervalParts& interval) {
  constexpr std::int64_t kDay = 86'400'000'000;
  return (sql::Int128{interval.months} * 30 + interval.days) * kDay + interval.microseconds;
}
std::int32_t compare_intervals(sql::IntervalParts a, sql::IntervalParts b) {
  return compare_values(microseconds_of(a), microseconds_of(b));
}

}  // namespace

void register_limits(duckdb_connection connection) {
  using duck::overload;
  duck::register_overloads(connection, "darties_limited",
                           {overload<sql::limited_text>(), overload<limited_bytes>()});
  duck::register_overloads(connection, "darties_limited_super", {overload<sql::limited_super>()});
  duck::register_overloads(connection, "darties_limited_length", {overload<sql::limited_length>()});
  duck::register_overloads(connection, "darties_repeat", {overload<sql::repeat_text>()});
  duck::register_overloads(connection, "darties_replace", {overload<sql::replace_text>()});
  duck::register_overloads(
      connection, "darties_compare",
      {overload<compare_dates>(), overload<compare_timestamps>(), overload<compare_moments>(),
       overload<compare_intervals>(), overload<compare_texts>()});
}

}  // namespace darties
