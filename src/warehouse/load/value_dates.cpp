// The date and time types of ValueWriter.
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstring>

#include "warehouse/load/value_writer.h"

namespace darties::load {
namespace {

std::optional<sql::DateTime> parse_date(const DateTimeRule& rule, std::string_view text) {
  switch (rule.mode) {
    case DateTimeRule::Mode::kFormat:
      return rule.format->parse(text);
    case DateTimeRule::Mode::kAuto:
      return sql::parse_auto(text);
    default:
      return sql::parse_iso_date(text);
  }
}

std::optional<sql::DateTime> parse_timestamp(const DateTimeRule& rule, std::string_view text) {
  switch (rule.mode) {
    case DateTimeRule::Mode::kFormat:
      return rule.format->parse(text);
    case DateTimeRule::Mode::kAuto:
      return sql::parse_auto(text);
    default:
      return sql::parse_iso_timestamp(text);
  }
}

// Seconds or milliseconds since 1970, whole or with a fraction, as microseconds.
std::optional<std::int64_t> parse_epoch(std::string_view text, std::int64_t unit) {
  std::int64_t whole = 0;
  const char* const end = text.data() + text.size();
  const auto [p, error] = std::from_chars(text.data(), end, whole);
  constexpr std::int64_t kMost = 9'000'000'000'000'000'000;
  if (error == std::errc() && p == end) {
    if (whole > kMost / unit || whole < -kMost / unit) return std::nullopt;
    return whole * unit;
  }
  double value = 0;
  const auto [q, double_error] = std::from_chars(text.data(), end, value);
  if (double_error != std::errc() || q != end) return std::nullopt;
  const double micros = std::round(value * static_cast<double>(unit));
  if (!(std::abs(micros) < static_cast<double>(kMost))) return std::nullopt;
  return static_cast<std::int64_t>(micros);
}

}  // namespace

bool ValueWriter::refuse_date(std::size_t column, std::string_view text, int code,
                              std::string reason) {
  if (plan_.values.accept_any_date) return write_null(column);
  return refuse(column, text, code, std::move(reason));
}

bool ValueWriter::write_date(std::size_t column, std::string_view text) {
  const auto& rule = plan_.values.date;
  if (const auto value = parse_date(rule, text)) return store(column, value->days());
  const bool too_short = rule.mode == DateTimeRule::Mode::kIso && text.size() < 10;
  return refuse_date(column, text, 1205,
                     too_short ? "Invalid Date Format - length must be 10 or more"
                               : fmt::format("Invalid date format or value [{}]", rule.shown));
}

bool ValueWriter::write_timestamp(std::size_t column, std::string_view text) {
  const auto& rule = plan_.values.time;
  const bool zoned = plan_.columns[column].type.id == sql::TypeId::kTimestampTz;
  const bool seconds = rule.mode == DateTimeRule::Mode::kEpochSeconds;
  if (seconds || rule.mode == DateTimeRule::Mode::kEpochMilliseconds) {
    if (const auto micros = parse_epoch(text, seconds ? 1'000'000 : 1'000))
      return store(column, *micros);
  } else if (const auto value = parse_timestamp(rule, text)) {
    return store(column, zoned ? value->utc_timestamp() : value->timestamp());
  }
  return refuse_date(column, text, 1206,
                     fmt::format("Invalid timestamp format or value [{}]", rule.shown));
}

// TIMETZ goes as text: how an engine packs a zone is its own affair.
bool ValueWriter::write_time(std::size_t column, std::string_view text) {
  const auto value = sql::parse_time(text);
  if (!value) return refuse(column, text, 1206, "Invalid time format or value [HH24:MI:SS]");
  if (plan_.columns[column].type.id == sql::TypeId::kTime)
    return store(column, value->time_of_day());
  const int offset = value->offset_seconds.value_or(0);
  const auto zoned = fmt::format("{:02}:{:02}:{:02}.{:06}{}{:02}:{:02}", value->hour, value->minute,
                                 value->second, value->microsecond, offset < 0 ? '-' : '+',
                                 std::abs(offset) / 3600, std::abs(offset) / 60 % 60);
  char* const copy = arena_.allocate(zoned.size());
  std::memcpy(copy, zoned.data(), zoned.size());
  batch_->columns[column].as<StringSlot>()[row_].set({copy, zoned.size()});
  return true;
}

}  // namespace darties::load
