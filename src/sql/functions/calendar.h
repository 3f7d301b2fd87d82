#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Redshift's functions over dates that DuckDB lacks. Moments are microseconds since 1970, days count from there.

namespace darties::sql {

/// `months` later at the same time of day; the last day of a month stays the last day. Errors: kInvalid out of range.
std::int64_t add_months(std::int64_t moment, std::int64_t months);

/// Months from `b` to `a`: whole when both are the same day of their months or both the last one, else the days and
/// their times count as parts of 31 days.
double months_between(std::int64_t a, std::int64_t b);

/// The first day of that name after `days`: "Tuesday", "tue", "Tu". Errors: kInvalid for another name.
std::int32_t next_day(std::int32_t days, std::string_view name);

/// A time zone as DuckDB knows it: an abbreviation is its fixed offset ("EST" is "Etc/GMT+5"), "UTC+2" and "GMT+2" are
/// west of Greenwich as in POSIX; a name stays.
std::string zone_name(std::string_view zone);

/// TIMEOFDAY: "Thu Sep 19 22:53:50.333525 2013 UTC".
std::string time_of_day(std::int64_t moment);

}  // namespace darties::sql
