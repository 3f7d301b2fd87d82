#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"

namespace darties {

/// "2026-11-24 07:00:00.123", UTC: as SQL reads it.
std::string sql_timestamp(Clock::TimePoint time);

/// "2026-11-24", UTC.
std::string iso_date(Clock::TimePoint time);

/// Throws kInvalid when `text` is not a day of the calendar, written YYYY-MM-DD. `what` is how the user calls it: "--ds".
void expect_date(std::string_view text, std::string_view what, const Place& place = {});

/// "2026-11-24 07:00:00" in the machine's time zone, for people.
std::string local_time(Clock::TimePoint time);

/// "20261124-070000-4f2a": sorts by time; `salt` tells runs of the same second apart.
std::string make_run_id(Clock::TimePoint time, unsigned salt);

}  // namespace darties
