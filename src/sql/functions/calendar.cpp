#include "sql/functions/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/text.h"
#include "sql/functions.h"
#include "sql/functions/datetime_format.h"

namespace darties::sql {
namespace {

constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

bool is_last_day(const CivilTime& time) { return time.day == days_in_month(time.year, time.month); }

std::int64_t month_number(const CivilTime& time) { return time.year * 12 + time.month - 1; }

struct Abbreviation {
  std::string_view name;
  std::string_view zone;
};

// Offsets of Etc/GMT are west of Greenwich, as in POSIX.
constexpr Abbreviation kAbbreviations[] = {
    {"EST", "Etc/GMT+5"},   {"EDT", "Etc/GMT+4"},   {"CST", "Etc/GMT+6"},   {"CDT", "Etc/GMT+5"},
    {"MST", "Etc/GMT+7"},   {"MDT", "Etc/GMT+6"},   {"PST", "Etc/GMT+8"},   {"PDT", "Etc/GMT+7"},
    {"AKST", "Etc/GMT+9"},  {"AKDT", "Etc/GMT+8"},  {"HST", "Etc/GMT+10"},  {"AST", "Etc/GMT+4"},
    {"ADT", "Etc/GMT+3"},   {"WET", "Etc/GMT"},     {"WEST", "Etc/GMT-1"},  {"CET", "Etc/GMT-1"},
    {"CEST", "Etc/GMT-2"},  {"MET", "Etc/GMT-1"},   {"MEST", "Etc/GMT-2"},  {"EET", "Etc/GMT-2"},
    {"EEST", "Etc/GMT-3"},  {"BST", "Etc/GMT-1"},   {"MSK", "Etc/GMT-3"},   {"JST", "Etc/GMT-9"},
    {"KST", "Etc/GMT-9"},   {"AEST", "Etc/GMT-10"}, {"AEDT", "Etc/GMT-11"}, {"NZST", "Etc/GMT-12"},
    {"NZDT", "Etc/GMT-13"}, {"Z", "Etc/GMT"},       {"ZULU", "Etc/GMT"}};

/// "UTC+2" or "GMT-5".
std::string posix_zone(std::string_view zone) {
  const std::string upper = upper_ascii(zone.substr(0, 3));
  if (zone.size() < 5 || (upper != "UTC" && upper != "GMT")) return {};
  if (zone[3] != '+' && zone[3] != '-') return {};
  int hours = 0;
  const auto [end, error] = std::from_chars(zone.data() + 4, zone.data() + zone.size(), hours);
  if (error != std::errc() || end != zone.data() + zone.size() || hours > 14) return {};
  return fmt::format("Etc/GMT{}{}", zone[3], hours);
}

}  // namespace

std::int64_t add_months(std::int64_t moment, std::int64_t months) {
  const CivilTime time = civil_time(moment);
  const std::int64_t target = month_number(time) + months;
  const std::int64_t year = target / 12 - (target % 12 < 0 ? 1 : 0);
  if (year < -4712 || year > 294275) throw Error(ErrorKind::kInvalid, "timestamp out of range");
  const int month = static_cast<int>(target - year * 12) + 1;
  const int last = days_in_month(year, month);
  const int day = is_last_day(time) ? last : std::min(time.day, last);
  return moment + (days_from_civil(year, month, day) - time.days) * kMicrosPerDay;
}

double months_between(std::int64_t a, std::int64_t b) {
  const CivilTime later = civil_time(a);
  const CivilTime earlier = civil_time(b);
  const auto months = static_cast<double>(month_number(later) - month_number(earlier));
  if (later.day == earlier.day || (is_last_day(later) && is_last_day(earlier))) return months;
  const std::int64_t rest = (later.day - earlier.day) * kMicrosPerDay +
                            (a - later.days * kMicrosPerDay) - (b - earlier.days * kMicrosPerDay);
  return months + static_cast<double>(rest) / static_cast<double>(31 * kMicrosPerDay);
}

std::int32_t next_day(std::int32_t days, std::string_view name) {
  const std::string_view word = trim(name);
  for (int weekday = 0; weekday < 7; ++weekday) {
    const std::string_view full = kDayNames[weekday];
    const bool letter = word.size() == 1 && std::string_view("MWF").find(full[0]) != full.npos;
    if ((word.size() < 2 && !letter) || !equals_ignoring_case(full.substr(0, word.size()), word))
      continue;
    const int today = (days % 7 + 7 + 4) % 7;  // 1970-01-01 was a Thursday
    const int ahead = (weekday - today + 7) % 7;
    return days + (ahead == 0 ? 7 : ahead);
  }
  throw Error(ErrorKind::kInvalid, "not a day of the week: '{}'", name);
}

std::string zone_name(std::string_view zone) {
  for (const auto& abbreviation : kAbbreviations) {
    if (equals_ignoring_case(abbreviation.name, zone)) return std::string(abbreviation.zone);
  }
  const std::string posix = posix_zone(zone);
  return posix.empty() ? std::string(zone) : posix;
}

std::string time_of_day(std::int64_t moment) {
  return format_timestamp(moment, "Dy Mon DD HH24:MI:SS.US YYYY \"UTC\"");
}

}  // namespace darties::sql
