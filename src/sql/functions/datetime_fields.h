#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace darties::sql {

/// What TO_DATE and TO_TIMESTAMP have read of a text, and the moment it makes.
struct DatetimeFields {
  std::int64_t year = 1;  ///< also of ISO weeks
  bool is_iso = false;    ///< the year and week are those of ISO 8601
  bool is_before_christ = false;
  std::optional<int> century;     ///< CC
  bool short_year = false;        ///< YY, Y or YYY: a century completes it
  std::optional<int> week;        ///< WW or IW
  std::optional<int> month_week;  ///< W
  int iso_weekday = 1;            ///< ID
  int month = 1;
  int day = 1;
  std::optional<int> day_of_year;
  std::optional<std::int64_t> days;  ///< J, since 1970-01-01
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;
  std::optional<int> seconds_of_day;
  bool is_12_hours = false;
  std::optional<bool> is_afternoon;

  /// Microseconds since 1970, UTC. None for a day beyond its month when `strict`; it rolls over otherwise.
  std::optional<std::int64_t> moment(bool strict) const;

 private:
  std::int64_t whole_year() const;
  std::optional<std::int64_t> date(bool strict) const;
};

}  // namespace darties::sql
