#include <fmt/format.h>

#include "base/text.h"
#include "sql/functions.h"
#include "sql/functions/datetime_format.h"

// TO_CHAR of a timestamp.

namespace darties::sql {
namespace {

using enum FormatPart;

/// Year and week of ISO 8601: the week belongs to the year of its Thursday.
struct IsoDate {
  std::int64_t year = 0;
  int week = 0;
  int weekday = 0;  ///< 1 is Monday
};

IsoDate iso_date(const CivilTime& time) {
  IsoDate iso;
  iso.weekday = time.day_of_week() == 0 ? 7 : time.day_of_week();
  const std::int64_t thursday = time.days - iso.weekday + 4;
  const CivilTime date = civil_time(thursday * 86'400'000'000);
  iso.year = date.year;
  iso.week = (date.day_of_year() - 1) / 7 + 1;
  return iso;
}

std::string number(std::int64_t value, int width, const FormatToken& token) {
  return token.fill ? fmt::format("{:0{}}", value, width) : fmt::to_string(value);
}

/// The name in the letter case of the format: MONTH, Month or month; padded to 9 unless FM.
std::string name(std::string_view text, int width, const FormatToken& token) {
  std::string result(text);
  const bool first_upper = token.text[0] >= 'A' && token.text[0] <= 'Z';
  const bool second_upper = token.text[1] >= 'A' && token.text[1] <= 'Z';
  if (!first_upper) result = lower_ascii(text);
  if (first_upper && second_upper) result = upper_ascii(text);
  return token.fill ? fmt::format("{:<{}}", result, width) : result;
}

std::string meridiem(const CivilTime& time, const FormatToken& token) {
  const bool dots = token.text.size() > 2;
  std::string_view text = time.hour >= 12 ? (dots ? "P.M." : "PM") : (dots ? "A.M." : "AM");
  return token.text[0] >= 'a' ? lower_ascii(text) : std::string(text);
}

std::string era(const CivilTime& time, const FormatToken& token) {
  const bool dots = token.text.size() > 2;
  std::string_view text = time.year <= 0 ? (dots ? "B.C." : "BC") : (dots ? "A.D." : "AD");
  return token.text[0] >= 'a' ? lower_ascii(text) : std::string(text);
}

std::int64_t shown_year(std::int64_t year) { return year <= 0 ? 1 - year : year; }

std::string year_text(const CivilTime& time, const FormatToken& token) {
  const std::int64_t year = shown_year(time.year);
  const std::int64_t iso = shown_year(iso_date(time).year);
  switch (token.part) {
    case kYear:
      return number(year, 4, token);
    case kYearComma:
      return fmt::format("{},{:03}", year / 1000, year % 1000);
    case kYear3:
      return number(year % 1000, 3, token);
    case kYear2:
      return number(year % 100, 2, token);
    case kYear1:
      return fmt::to_string(year % 10);
    case kIsoYear:
      return number(iso, 4, token);
    case kIsoYear3:
      return number(iso % 1000, 3, token);
    case kIsoYear2:
      return number(iso % 100, 2, token);
    case kIsoYear1:
      return fmt::to_string(iso % 10);
    default:
      return number((year + 99) / 100, 2, token);
  }
}

std::string date_text(const CivilTime& time, const FormatToken& token) {
  switch (token.part) {
    case kQuarter:
      return fmt::to_string((time.month - 1) / 3 + 1);
    case kMonthName:
      return name(kMonthNames[time.month - 1], 9, token);
    case kMonthAbbreviation:
      return name(kMonthNames[time.month - 1].substr(0, 3), 3, token);
    case kMonth:
      return number(time.month, 2, token);
    case kRomanMonth:
      return name(kRomanMonths[time.month - 1], 4, token);
    case kDayName:
      return name(kDayNames[time.day_of_week()], 9, token);
    case kDayAbbreviation:
      return name(kDayNames[time.day_of_week()].substr(0, 3), 3, token);
    case kDayOfYear:
      return number(time.day_of_year(), 3, token);
    case kIsoDayOfYear:
      return number((iso_date(time).week - 1) * 7 + iso_date(time).weekday, 3, token);
    case kDay:
      return number(time.day, 2, token);
    case kDayOfWeek:
      return fmt::to_string(time.day_of_week() + 1);
    case kIsoDayOfWeek:
      return fmt::to_string(iso_date(time).weekday);
    case kWeekOfMonth:
      return fmt::to_string((time.day - 1) / 7 + 1);
    case kWeekOfYear:
      return number((time.day_of_year() - 1) / 7 + 1, 2, token);
    case kIsoWeek:
      return number(iso_date(time).week, 2, token);
    default:
      return fmt::to_string(time.days + 2440588);
  }
}

/// "+05:30" of minutes east of Greenwich.
std::string offset_text(int minutes) {
  const int size = minutes < 0 ? -minutes : minutes;
  const std::string rest = size % 60 == 0 ? "" : fmt::format(":{:02}", size % 60);
  return fmt::format("{}{:02}{}", minutes < 0 ? '-' : '+', size / 60, rest);
}

std::string time_text(const CivilTime& time, const FormatToken& token, const ZoneOfText& zone) {
  switch (token.part) {
    case kHour24:
      return number(time.hour, 2, token);
    case kHour12:
      return number(time.hour % 12 == 0 ? 12 : time.hour % 12, 2, token);
    case kMinute:
      return number(time.minute, 2, token);
    case kSecond:
      return number(time.second, 2, token);
    case kMillisecond:
      return fmt::format("{:03}", time.microsecond / 1000);
    case kMicrosecond:
      return fmt::format("{:06}", time.microsecond);
    case kSecondsOfDay:
      return fmt::to_string(time.hour * 3600 + time.minute * 60 + time.second);
    case kMeridiem:
      return meridiem(time, token);
    case kZone:
      return token.text[0] >= 'a' ? lower_ascii(zone.name) : std::string(zone.name);
    default:
      return offset_text(zone.minutes_east);
  }
}

}  // namespace

std::string format_timestamp(std::int64_t microseconds, std::string_view format,
                             const ZoneOfText& zone) {
  const CivilTime time = civil_time(microseconds);
  std::string result;
  for (const auto& token : cached_datetime_format(format)) {
    if (token.part == kLiteral) {
      result += token.text;
      continue;
    }
    std::string text = token.part == kEra      ? era(time, token)
                       : token.part < kEra     ? year_text(time, token)
                       : token.part <= kJulian ? date_text(time, token)
                                               : time_text(time, token, zone);
    if (token.ordinal) text += ordinal_suffix_of(text, token.text.back() == 'H');
    result += text;
  }
  return result;
}

}  // namespace darties::sql
