#include "sql/functions/datetime_fields.h"

#include "sql/functions/datetime_format.h"

namespace darties::sql {
namespace {

/// The Monday of week 1, in which January 4 lies.
std::int64_t iso_year_start(std::int64_t year) {
  const std::int64_t fourth = days_from_civil(year, 1, 4);
  const auto from_thursday = (fourth % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  return fourth - (from_thursday + 3) % 7;
}

}  // namespace

std::int64_t DatetimeFields::whole_year() const {
  std::int64_t result = year;
  if (century && short_year) result = (*century - 1) * 100LL + year % 100;
  if (century && !short_year && year == 1) result = (*century - 1) * 100LL + 1;
  return is_before_christ ? 1 - result : result;
}

std::optional<std::int64_t> DatetimeFields::date(bool strict) const {
  if (days) return days;
  const std::int64_t of_year = whole_year();
  if (is_iso && day_of_year) return iso_year_start(of_year) + *day_of_year - 1;
  if (is_iso && week) return iso_year_start(of_year) + (*week - 1) * 7LL + iso_weekday - 1;
  if (week) return days_from_civil(of_year, 1, 1) + (*week - 1) * 7LL;
  if (day_of_year) return days_from_civil(of_year, 1, 1) + *day_of_year - 1;
  if (month_week) return days_from_civil(of_year, month, (*month_week - 1) * 7 + 1);
  if (strict && day > days_in_month(of_year, month)) return std::nullopt;
  return days_from_civil(of_year, month, day);
}

std::optional<std::int64_t> DatetimeFields::moment(bool strict) const {
  const auto of_date = date(strict);
  if (!of_date) return std::nullopt;
  int of_hour = hour;
  if (is_afternoon) of_hour = of_hour % 12 + (*is_afternoon ? 12 : 0);
  if (is_12_hours && !is_afternoon) of_hour %= 12;
  const std::int64_t seconds =
      seconds_of_day ? *seconds_of_day : (of_hour * 60LL + minute) * 60 + second;
  return (*of_date * 86'400 + seconds) * 1'000'000 + microsecond;
}

}  // namespace darties::sql
