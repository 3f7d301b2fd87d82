#include "sql/datetime/datetime.h"

#include "base/error.h"
#include "base/text.h"
#include "sql/datetime/datetime_scan.h"

namespace darties::sql {
namespace {

constexpr std::int64_t kMicrosecondsPerDay = 86'400'000'000;

std::optional<DateTime> checked(const DateTime& value) {
  if (!exists(value)) return std::nullopt;
  return value;
}

bool scan_iso_date(DateTimeScan& scan, DateTime& value) {
  const auto year = scan.number(4, 4);
  if (!year || !scan.take('-')) return false;
  const auto month = scan.number(2, 2);
  if (!month || !scan.take('-')) return false;
  const auto day = scan.number(2, 2);
  if (!day) return false;
  value.year = *year;
  value.month = *month;
  value.day = *day;
  return true;
}

bool starts_with_part(std::string_view text, std::string_view part) {
  return text.size() >= part.size() && equals_ignoring_case(text.substr(0, part.size()), part);
}

}  // namespace

// Days of the civil calendar: years begin in March, so that the leap day comes last.
std::int32_t DateTime::days() const {
  const int y = month <= 2 ? year - 1 : year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

std::int64_t DateTime::time_of_day() const {
  return ((static_cast<std::int64_t>(hour) * 60 + minute) * 60 + second) * 1'000'000 + microsecond;
}

std::int64_t DateTime::timestamp() const { return days() * kMicrosecondsPerDay + time_of_day(); }

std::int64_t DateTime::utc_timestamp() const {
  return timestamp() - static_cast<std::int64_t>(offset_seconds.value_or(0)) * 1'000'000;
}

DateTimeFormat::DateTimeFormat(std::string_view format) {
  struct Name {
    std::string_view text;
    Part part;
  };
  static constexpr Name kNames[] = {
      {"YYYY", Part::kYear4},  {"YY", Part::kYear2},    {"MON", Part::kMonthName},
      {"MM", Part::kMonth},    {"MI", Part::kMinute},   {"DD", Part::kDay},
      {"HH24", Part::kHour24}, {"HH12", Part::kHour12}, {"HH", Part::kHour24},
      {"SS", Part::kSecond},   {"AM", Part::kHalf},     {"PM", Part::kHalf}};
  for (std::string_view rest = format; !rest.empty();) {
    if (starts_with_part(rest, "TZ") || starts_with_part(rest, "OF")) {
      throw Error(ErrorKind::kInvalid, "a date or time format of COPY has no {}: {}",
                  rest.substr(0, 2), format);
    }
    Step step{Part::kLiteral, rest.front()};
    std::size_t length = 1;
    for (const auto& name : kNames) {
      if (!starts_with_part(rest, name.text)) continue;
      step = {name.part};
      length = name.text.size();
      break;
    }
    const bool of_date = step.part <= Part::kDay;
    steps_.push_back(step);
    if (of_date) date_steps_ = steps_.size();
    rest.remove_prefix(length);
  }
  if (date_steps_ == 0)
    throw Error(ErrorKind::kInvalid, "a date format without day, month or year: {}", format);
}

bool DateTimeFormat::read(const Step& step, std::string_view& rest, DateTime& value,
                          std::optional<bool>& afternoon) {
  DateTimeScan scan(rest);
  const auto number = [&](int least, int most, int& into) {
    const auto found = scan.number(least, most);
    if (found) into = *found;
    return found.has_value();
  };
  bool good = false;
  switch (step.part) {
    case Part::kYear4:
      good = number(4, 4, value.year);
      break;
    case Part::kYear2:
      good = number(2, 2, value.year);
      value.year += value.year < 70 ? 2000 : 1900;
      break;
    case Part::kMonth:
      good = number(1, 2, value.month);
      break;
    case Part::kMonthName:
      if (const auto month = scan.month_name()) good = true, value.month = *month;
      break;
    case Part::kDay:
      good = number(1, 2, value.day);
      break;
    case Part::kHour24:
    case Part::kHour12:
      good = number(1, 2, value.hour);
      break;
    case Part::kMinute:
      good = number(1, 2, value.minute);
      break;
    case Part::kSecond:
      good = number(1, 2, value.second) && scan.fraction(value.microsecond);
      break;
    case Part::kHalf:
      afternoon = scan.half_day();
      good = afternoon.has_value();
      break;
    case Part::kLiteral:
      good = scan.take(step.literal);
      break;
  }
  rest = scan.rest();
  return good;
}

std::optional<DateTime> DateTimeFormat::parse(std::string_view text) const {
  DateTime value;
  std::optional<bool> afternoon;
  std::string_view rest = trim(text);
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (i >= date_steps_ && rest.empty()) break;
    if (!read(steps_[i], rest, value, afternoon)) return std::nullopt;
  }
  if (!rest.empty()) {
    // A format of a date alone: the time behind the date is dropped.
    if (date_steps_ != steps_.size()) return std::nullopt;
    DateTimeScan scan(rest);
    DateTime ignored;
    if (!scan.take_any(" T") || !scan.time(ignored) || !scan.zone(ignored)) return std::nullopt;
  }
  if (afternoon) {
    if (value.hour < 1 || value.hour > 12) return std::nullopt;
    value.hour = value.hour % 12 + (*afternoon ? 12 : 0);
  }
  return checked(value);
}

std::optional<DateTime> parse_iso_date(std::string_view text) {
  DateTimeScan scan(text);
  DateTime value;
  if (!scan_iso_date(scan, value)) return std::nullopt;
  if (!scan.done()) {
    DateTime ignored;
    if (!scan.take_any(" T") || !scan.time(ignored) || !scan.zone(ignored)) return std::nullopt;
  }
  return checked(value);
}

std::optional<DateTime> parse_iso_timestamp(std::string_view text) {
  DateTimeScan scan(text);
  DateTime value;
  if (!scan_iso_date(scan, value)) return std::nullopt;
  if (scan.done()) return checked(value);
  if (!scan.take(' ')) return std::nullopt;
  scan.skip_blanks();
  if (!scan.time(value) || !scan.zone(value)) return std::nullopt;
  return checked(value);
}

std::optional<DateTime> parse_time(std::string_view text) {
  DateTimeScan scan(text);
  DateTime value;
  if (!scan.time(value) || !scan.zone(value)) return std::nullopt;
  return checked(value);
}

}  // namespace darties::sql
