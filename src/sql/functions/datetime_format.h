#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace darties::sql {

/// What one stretch of a datetime format string asks for.
enum class FormatPart {
  kLiteral,
  kYear,
  kYearComma,
  kYear3,
  kYear2,
  kYear1,
  kIsoYear,
  kIsoYear3,
  kIsoYear2,
  kIsoYear1,
  kCentury,
  kEra,
  kQuarter,
  kMonthName,
  kMonthAbbreviation,
  kMonth,
  kRomanMonth,
  kDayName,
  kDayAbbreviation,
  kDayOfYear,
  kIsoDayOfYear,
  kDay,
  kDayOfWeek,
  kIsoDayOfWeek,
  kWeekOfMonth,
  kWeekOfYear,
  kIsoWeek,
  kJulian,
  kHour24,
  kHour12,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond,
  kSecondsOfDay,
  kMeridiem,
  kZone,
  kZoneOffset,
};

struct FormatToken {
  FormatPart part = FormatPart::kLiteral;
  std::string text;          ///< as written: its letter case matters for names
  bool fill = true;          ///< no FM before it
  bool ordinal = false;      ///< TH after it
  bool fixed_width = false;  ///< another number follows at once: digits are counted, not looked for
};

/// A format string taken apart. "HH" is the 12-hour clock, as in TO_CHAR and TO_DATE.
std::vector<FormatToken> parse_datetime_format(std::string_view format);

/// The same, taken apart once for as long as the calls of a thread ask for the same.
const std::vector<FormatToken>& cached_datetime_format(std::string_view format);

/// A moment in parts, UTC.
struct CivilTime {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;
  std::int64_t days = 0;  ///< since 1970-01-01

  int day_of_year() const;
  int day_of_week() const;  ///< 0 is Sunday
};

CivilTime civil_time(std::int64_t microseconds);
std::int64_t days_from_civil(std::int64_t year, int month, int day);
int days_in_month(std::int64_t year, int month);

extern const std::string_view kMonthNames[12];
extern const std::string_view kDayNames[7];
extern const std::string_view kRomanMonths[12];

/// 1st, 2nd, 3rd, 4th; 11th to 13th.
std::string ordinal_suffix_of(std::string_view digits, bool upper);

}  // namespace darties::sql
