// Literals in the type that their place wants, read here so that a wrong one is found at its place in the text.
#include "base/text.h"
#include "sql/functions/conversions.h"
#include "sql/translation/conversion.h"
#include "sql/translation/identifiers.h"

namespace darties::sql {
namespace {

/// 'now', 'today' and the like: the moment of the statement.
std::string moving_literal(std::string_view text, const Type& type) {
  const std::string word = lower_ascii(trim(text));
  std::string_view meaning;
  if (word == "now") meaning = "getdate()";
  if (word == "today") meaning = "CAST(getdate() AS DATE)";
  if (word == "yesterday") meaning = "(CAST(getdate() AS DATE) - 1)";
  if (word == "tomorrow") meaning = "(CAST(getdate() AS DATE) + 1)";
  if (meaning.empty()) return {};
  return fmt::format("CAST({} AS {})", meaning, duckdb_type(type));
}

/// Before the year 1, where a text would need its era, the number of microseconds stands for the moment.
std::string moment(std::int64_t microseconds, std::string_view format, std::string_view zone) {
  constexpr std::int64_t kYearOne = -62'135'596'800'000'000;
  if (microseconds < kYearOne)
    return fmt::format("make_timestamp{}({})", zone.empty() ? "" : "tz", microseconds);
  std::string written = format_timestamp(microseconds, format);
  if (written.ends_with(".000000")) written.resize(written.size() - 7);
  return duckdb_literal(written + std::string(zone));
}

std::string moment_of(std::string_view text, const Type& type) {
  constexpr std::string_view kTimestamp = "YYYY-MM-DD HH24:MI:SS.US";
  constexpr std::int64_t kDay = 86'400'000'000;
  switch (type.id) {
    case TypeId::kDate:
      return moment(date_of(text) * kDay, "YYYY-MM-DD", "");
    case TypeId::kTimestamp:
      return moment(timestamp_of(text), kTimestamp, "");
    case TypeId::kTimestampTz:
      return moment(timestamptz_of(text), kTimestamp, "+00");
    case TypeId::kTime:
      return moment(time_of(text), "HH24:MI:SS.US", "");
    default:
      return duckdb_literal(timetz_of(text));
  }
}

std::string interval_literal(std::string_view text, std::string_view qualifier) {
  const IntervalParts parts = interval_of(text, qualifier);
  std::string written;
  const auto add = [&](std::int64_t count, std::string_view unit) {
    if (count != 0) written += fmt::format("{}{} {}", written.empty() ? "" : " ", count, unit);
  };
  add(parts.months, "months");
  add(parts.days, "days");
  if (parts.microseconds % 1'000'000 == 0) {
    add(parts.microseconds / 1'000'000, "seconds");
  } else {
    add(parts.microseconds, "microseconds");
  }
  return fmt::format("INTERVAL '{}'", written.empty() ? "0 seconds" : written);
}

}  // namespace

std::string literal_of_type(std::string_view text, const Type& type, std::string_view qualifier) {
  switch (type.id) {
    case TypeId::kIntervalYearToMonth:
    case TypeId::kIntervalDayToSecond:
      return interval_literal(text, qualifier);
    case TypeId::kDate:
    case TypeId::kTime:
    case TypeId::kTimeTz:
    case TypeId::kTimestamp:
    case TypeId::kTimestampTz:
      if (auto moving = moving_literal(text, type); !moving.empty()) return moving;
      return fmt::format("CAST({} AS {})", moment_of(text, type), duckdb_type(type));
    case TypeId::kBoolean:
      return boolean_of(text) ? "TRUE" : "FALSE";
    case TypeId::kSmallint:
    case TypeId::kInteger:
    case TypeId::kBigint:
      return fmt::format("CAST({} AS {})", integer_of(text), duckdb_type(type));
    default:
      return {};
  }
}

}  // namespace darties::sql
