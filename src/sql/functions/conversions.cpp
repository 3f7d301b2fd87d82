#include "sql/functions/conversions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.h"
#include "base/text.h"
#include "sql/datetime/datetime.h"

namespace darties::sql {
namespace {

[[noreturn]] void fail_syntax(std::string_view type, std::string_view text) {
  throw Error(ErrorKind::kInvalid, "invalid input syntax for {}: \"{}\"", type, text);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

DateTime datetime_of(std::string_view type, std::string_view text) {
  const std::string_view trimmed = trim(text);
  if (equals_ignoring_case(trimmed, "epoch")) return {};
  if (const auto value = parse_auto(trimmed)) return *value;
  fail_syntax(type, text);
}

/// A time of day: alone, or behind a date.
DateTime time_within(std::string_view type, std::string_view text) {
  const std::string_view trimmed = trim(text);
  if (const auto value = parse_time(trimmed)) return *value;
  if (const auto value = parse_auto(trimmed)) return *value;
  fail_syntax(type, text);
}

}  // namespace

std::int64_t integer_of(std::string_view text) {
  std::string_view digits = trim(text);
  if (digits.size() > 1 && digits.front() == '+' && is_digit(digits[1])) digits.remove_prefix(1);
  std::int64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (stop != end || error == std::errc::invalid_argument) fail_syntax("integer", text);
  if (error == std::errc::result_out_of_range)
    throw Error(ErrorKind::kInvalid, "Overflow, Value '{}', Type: Bigint", trim(text));
  return value;
}

bool boolean_of(std::string_view text) {
  constexpr std::array<std::string_view, 5> kTrue = {"t", "true", "y", "yes", "1"};
  constexpr std::array<std::string_view, 5> kFalse = {"f", "false", "n", "no", "0"};
  const std::string word = lower_ascii(trim(text));
  if (std::find(kTrue.begin(), kTrue.end(), word) != kTrue.end()) return true;
  if (std::find(kFalse.begin(), kFalse.end(), word) != kFalse.end()) return false;
  fail_syntax("type boolean", text);
}

std::int32_t date_of(std::string_view text) { return datetime_of("type date", text).days(); }

std::int64_t timestamp_of(std::string_view text) {
  return datetime_of("type timestamp", text).timestamp();
}

std::int64_t timestamptz_of(std::string_view text) {
  return datetime_of("type timestamp with time zone", text).utc_timestamp();
}

std::int64_t time_of(std::string_view text) { return time_within("type time", text).time_of_day(); }

std::string timetz_of(std::string_view text) {
  const DateTime value = time_within("type time with time zone", text);
  const int offset = value.offset_seconds.value_or(0);
  return fmt::format("{:02}:{:02}:{:02}.{:06}{}{:02}:{:02}", value.hour, value.minute, value.second,
                     value.microsecond, offset < 0 ? '-' : '+', std::abs(offset) / 3600,
                     std::abs(offset) / 60 % 60);
}

}  // namespace darties::sql
