// DATEFORMAT and TIMEFORMAT 'auto': each shape of Redshift's list is tried in turn; a text that fits none is refused.
#include <array>

#include "base/text.h"
#include "sql/datetime/datetime.h"
#include "sql/datetime/datetime_scan.h"

namespace darties::sql {
namespace {

using Shape = bool (*)(DateTimeScan& scan, DateTime& value);

bool set_date(DateTime& value, std::optional<int> year, std::optional<int> month,
              std::optional<int> day) {
  if (!year || !month || !day) return false;
  value.year = *year;
  value.month = *month;
  value.day = *day;
  return true;
}

int whole_year(int two_digits) { return two_digits + (two_digits < 70 ? 2000 : 1900); }

// The time that may follow a date, its zone, and an era.
bool finish(DateTimeScan& scan, DateTime& value) {
  if (scan.take('T') || scan.take(' ')) {
    scan.skip_blanks();
    const DateTimeScan before = scan;
    if (!scan.time(value)) scan = before;
  }
  scan.skip_blanks();
  const DateTimeScan before_era = scan;
  if (equals_ignoring_case(scan.word(), "bc") && scan.done()) {
    value.year = 1 - value.year;
    return true;
  }
  scan = before_era;
  return scan.zone(value);
}

// 1996-01-08, 2019-02-11T05:09:12.195Z, 1997-12-17 07:37:16-08, 1996/1/8
bool year_first(DateTimeScan& scan, DateTime& value) {
  const auto year = scan.number(4, 4);
  if (!scan.take_any("-/.")) return false;
  const auto month = scan.number(1, 2);
  if (!scan.take_any("-/.")) return false;
  return set_date(value, year, month, scan.number(1, 2)) && finish(scan, value);
}

// 12/17/1997 07:37:16.00 PST, 12.17.1997, 1/8/99
bool month_first(DateTimeScan& scan, DateTime& value) {
  const auto month = scan.number(1, 2);
  if (!scan.take_any("-/.")) return false;
  const auto day = scan.number(1, 2);
  if (!scan.take_any("-/.")) return false;
  const std::size_t before = scan.rest().size();
  auto year = scan.number(2, 4);
  if (year && before - scan.rest().size() == 2) year = whole_year(*year);
  return set_date(value, year, month, day) && finish(scan, value);
}

// Jan-08-95 BC, January 8, 1999, Jan-08-1999
bool month_name_first(DateTimeScan& scan, DateTime& value) {
  const auto month = scan.month_name();
  if (!month) return false;
  while (scan.take_any("-. ")) continue;
  const auto day = scan.number(1, 2);
  while (scan.take_any("-., ")) continue;
  const std::size_t before = scan.rest().size();
  auto year = scan.number(2, 4);
  const bool short_year = year && before - scan.rest().size() == 2;
  if (!set_date(value, year, month, day)) return false;
  // "95 BC" is the year 95; "95" alone is 1995.
  DateTimeScan behind = scan;
  behind.skip_blanks();
  if (short_year && !equals_ignoring_case(behind.word(), "bc")) value.year = whole_year(value.year);
  return finish(scan, value);
}

// 08-Jan-1999, 8 January 1999
bool day_and_month_name(DateTimeScan& scan, DateTime& value) {
  const auto day = scan.number(1, 2);
  while (scan.take_any("-. ")) continue;
  const auto month = scan.month_name();
  if (!month) return false;
  while (scan.take_any("-., ")) continue;
  return set_date(value, scan.number(4, 4), month, day) && finish(scan, value);
}

// 17 Dec 07:37:16 1997 PST
bool year_last(DateTimeScan& scan, DateTime& value) {
  const auto day = scan.number(1, 2);
  scan.skip_blanks();
  const auto month = scan.month_name();
  scan.skip_blanks();
  if (!month || !scan.time(value)) return false;
  scan.skip_blanks();
  return set_date(value, scan.number(4, 4), month, day) && scan.zone(value);
}

bool compact_time(DateTimeScan& scan, DateTime& value) {
  if (scan.done()) return true;
  if (!scan.take_any(" T")) return false;
  const auto hour = scan.number(2, 2);
  const auto minute = scan.number(2, 2);
  const auto second = scan.number(2, 2);
  if (!hour || !minute || !second) return false;
  value.hour = *hour;
  value.minute = *minute;
  value.second = *second;
  return scan.fraction(value.microsecond) && scan.zone(value);
}

// 19960108, 19960108 040809
bool compact(DateTimeScan& scan, DateTime& value) {
  const auto year = scan.number(4, 4);
  const auto month = scan.number(2, 2);
  return set_date(value, year, month, scan.number(2, 2)) && compact_time(scan, value);
}

// 960108, 960108 040809
bool compact_short(DateTimeScan& scan, DateTime& value) {
  const auto year = scan.number(2, 2);
  const auto month = scan.number(2, 2);
  if (!set_date(value, year, month, scan.number(2, 2))) return false;
  value.year = whole_year(value.year);
  return compact_time(scan, value);
}

void set_days(DateTime& value, std::int64_t days) {
  const std::int64_t z = days + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const auto day_of_era = static_cast<int>(z - era * 146097);
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  value.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  value.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  value.year = static_cast<int>(era * 400) + year_of_era + (value.month <= 2 ? 1 : 0);
}

// 1996.008: the 8th day of 1996
bool day_of_year(DateTimeScan& scan, DateTime& value) {
  const auto year = scan.number(4, 4);
  if (!year || !scan.take('.')) return false;
  const auto day = scan.number(3, 3);
  if (!day || *day < 1 || *day > 366) return false;
  value.year = *year;
  set_days(value, value.days() + *day - 1);
  return scan.done() && value.year == *year;
}

// J2451187
bool julian(DateTimeScan& scan, DateTime& value) {
  if (!scan.take_any("Jj")) return false;
  const auto day = scan.number(1, 7);
  if (!day || !scan.done()) return false;
  set_days(value, static_cast<std::int64_t>(*day) - 2440588);
  return true;
}

constexpr std::array<Shape, 9> kShapes = {year_first, month_first,        month_name_first,
                                          year_last,  day_and_month_name, day_of_year,
                                          compact,    compact_short,      julian};

}  // namespace

std::optional<DateTime> parse_auto(std::string_view text) {
  for (const auto shape : kShapes) {
    DateTimeScan scan(text);
    DateTime value;
    if (shape(scan, value) && exists(value)) return value;
  }
  return std::nullopt;
}

}  // namespace darties::sql
