#include "sql/translation/functions/date_parts.h"

#include <array>

namespace darties::sql {
namespace {

struct Spelling {
  std::string_view name;
  DatePart part;
};

using enum DatePart;

constexpr Spelling kSpellings[] = {
    {"millennium", kMillennium},
    {"millennia", kMillennium},
    {"millenniums", kMillennium},
    {"mil", kMillennium},
    {"mils", kMillennium},
    {"century", kCentury},
    {"centuries", kCentury},
    {"c", kCentury},
    {"cent", kCentury},
    {"cents", kCentury},
    {"decade", kDecade},
    {"decades", kDecade},
    {"dec", kDecade},
    {"decs", kDecade},
    {"year", kYear},
    {"years", kYear},
    {"y", kYear},
    {"yr", kYear},
    {"yrs", kYear},
    {"quarter", kQuarter},
    {"quarters", kQuarter},
    {"qtr", kQuarter},
    {"qtrs", kQuarter},
    {"month", kMonth},
    {"months", kMonth},
    {"mon", kMonth},
    {"mons", kMonth},
    {"week", kWeek},
    {"weeks", kWeek},
    {"w", kWeek},
    {"dayofweek", kDayOfWeek},
    {"dow", kDayOfWeek},
    {"dw", kDayOfWeek},
    {"weekday", kDayOfWeek},
    {"dayofyear", kDayOfYear},
    {"doy", kDayOfYear},
    {"dy", kDayOfYear},
    {"yearday", kDayOfYear},
    {"day", kDay},
    {"days", kDay},
    {"d", kDay},
    {"hour", kHour},
    {"hours", kHour},
    {"h", kHour},
    {"hr", kHour},
    {"hrs", kHour},
    {"minute", kMinute},
    {"minutes", kMinute},
    {"m", kMinute},
    {"min", kMinute},
    {"mins", kMinute},
    {"second", kSecond},
    {"seconds", kSecond},
    {"s", kSecond},
    {"sec", kSecond},
    {"secs", kSecond},
    {"millisecond", kMillisecond},
    {"milliseconds", kMillisecond},
    {"ms", kMillisecond},
    {"msec", kMillisecond},
    {"msecs", kMillisecond},
    {"msecond", kMillisecond},
    {"mseconds", kMillisecond},
    {"millisec", kMillisecond},
    {"millisecs", kMillisecond},
    {"millisecon", kMillisecond},
    {"microsecond", kMicrosecond},
    {"microseconds", kMicrosecond},
    {"us", kMicrosecond},
    {"usec", kMicrosecond},
    {"usecs", kMicrosecond},
    {"usecond", kMicrosecond},
    {"useconds", kMicrosecond},
    {"microsec", kMicrosecond},
    {"microsecs", kMicrosecond},
    {"microsecond", kMicrosecond},
    {"epoch", kEpoch},
    {"timezone", kTimezone},
    {"timezone_hour", kTimezoneHour},
    {"timezone_minute", kTimezoneMinute},
};

constexpr std::array<std::string_view, 19> kDuckdb = {
    "millennium",     "century",     "decade",      "year",  "quarter",  "month",
    "week",           "dow",         "doy",         "day",   "hour",     "minute",
    "second",         "millisecond", "microsecond", "epoch", "timezone", "timezone_hour",
    "timezone_minute"};

}  // namespace

std::optional<DatePart> find_date_part(std::string_view name) {
  for (const auto& spelling : kSpellings) {
    if (spelling.name == name) return spelling.part;
  }
  return std::nullopt;
}

std::string_view duckdb_part(DatePart part) { return kDuckdb[static_cast<std::size_t>(part)]; }

}  // namespace darties::sql
