#pragma once

#include <optional>
#include <string_view>

namespace darties::sql {

/// A part of a date or time.
enum class DatePart {
  kMillennium,
  kCentury,
  kDecade,
  kYear,
  kQuarter,
  kMonth,
  kWeek,
  kDayOfWeek,
  kDayOfYear,
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond,
  kEpoch,
  kTimezone,
  kTimezoneHour,
  kTimezoneMinute,
};

/// Any spelling: "dow", "weekday", "mons", "ms". Lower case.
std::optional<DatePart> find_date_part(std::string_view name);

/// DuckDB's word for it.
std::string_view duckdb_part(DatePart part);

}  // namespace darties::sql
