#include "sql/datetime/datetime_scan.h"

#include <array>

#include "base/text.h"

namespace darties::sql {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

struct Zone {
  std::string_view name;
  int offset_hours;
};
constexpr Zone kZones[] = {{"Z", 0},    {"UTC", 0},  {"GMT", 0},  {"WET", 0},  {"CET", 1},
                           {"CEST", 2}, {"EET", 2},  {"EEST", 3}, {"MSK", 3},  {"EST", -5},
                           {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6},
                           {"PST", -8}, {"PDT", -7}, {"JST", 9}};

int days_of_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

}  // namespace

void DateTimeScan::skip_blanks() {
  while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
}

bool DateTimeScan::take(char expected) {
  if (rest_.empty() || rest_.front() != expected) return false;
  rest_.remove_prefix(1);
  return true;
}

bool DateTimeScan::take_any(std::string_view characters) {
  if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
  rest_.remove_prefix(1);
  return true;
}

std::optional<int> DateTimeScan::number(int least, int most) {
  int value = 0;
  int digits = 0;
  while (digits < most && static_cast<std::size_t>(digits) < rest_.size() &&
         is_digit(rest_[static_cast<std::size_t>(digits)])) {
    value = value * 10 + (rest_[static_cast<std::size_t>(digits)] - '0');
    ++digits;
  }
  if (digits < least) return std::nullopt;
  rest_.remove_prefix(static_cast<std::size_t>(digits));
  return value;
}

std::string_view DateTimeScan::word() {
  std::size_t length = 0;
  while (length < rest_.size() && is_letter(rest_[length])) ++length;
  const auto found = rest_.substr(0, length);
  rest_.remove_prefix(length);
  return found;
}

std::optional<int> DateTimeScan::month_name() {
  const auto before = rest_;
  const auto name = word();
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (equals_ignoring_case(name, kMonths[i]) ||
        equals_ignoring_case(name, kMonths[i].substr(0, 3))) {
      return static_cast<int>(i) + 1;
    }
  }
  rest_ = before;
  return std::nullopt;
}

std::optional<bool> DateTimeScan::half_day() {
  const auto before = rest_;
  const auto name = word();
  if (equals_ignoring_case(name, "pm")) return true;
  if (equals_ignoring_case(name, "am")) return false;
  rest_ = before;
  return std::nullopt;
}

bool DateTimeScan::fraction(int& microsecond) {
  if (!take('.')) return true;
  int digits = 0;
  microsecond = 0;
  for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1)) {
    if (digits < 6) microsecond = microsecond * 10 + (rest_.front() - '0');
    ++digits;
  }
  for (int i = digits; i < 6; ++i) microsecond *= 10;
  return digits > 0;
}

bool DateTimeScan::time(DateTime& value) {
  const auto hour = number(1, 2);
  if (!hour || !take(':')) return false;
  const auto minute = number(1, 2);
  if (!minute) return false;
  value.hour = *hour;
  value.minute = *minute;
  if (take(':')) {
    const auto second = number(1, 2);
    if (!second || !fraction(value.microsecond)) return false;
    value.second = *second;
  }
  const auto before = rest_;
  skip_blanks();
  if (const auto afternoon = half_day()) {
    if (value.hour < 1 || value.hour > 12) return false;
    value.hour = value.hour % 12 + (*afternoon ? 12 : 0);
  } else {
    rest_ = before;
  }
  return true;
}

bool DateTimeScan::zone(DateTime& value) {
  skip_blanks();
  if (rest_.empty()) return true;
  const bool west = rest_.front() == '-';
  if (take_any("+-")) {
    const auto hours = number(2, 2);
    if (!hours) return false;
    take(':');
    const auto minutes = rest_.empty() ? 0 : number(2, 2);
    if (!minutes || *hours > 15 || *minutes > 59) return false;
    value.offset_seconds = (*hours * 60 + *minutes) * (west ? -60 : 60);
    return done();
  }
  const auto name = word();
  for (const auto& zone : kZones) {
    if (equals_ignoring_case(name, zone.name)) {
      value.offset_seconds = zone.offset_hours * 3600;
      return done();
    }
  }
  return false;
}

bool exists(const DateTime& value) {
  return value.month >= 1 && value.month <= 12 && value.day >= 1 &&
         value.day <= days_of_month(value.year, value.month) && value.hour >= 0 &&
         value.hour < 24 && value.minute < 60 && value.second < 60;
}

}  // namespace darties::sql
