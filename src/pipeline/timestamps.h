#pragma once

#include <string>

#include "base/clock.h"

namespace darties {

/// "2026-11-24 07:00:00.123", UTC: as SQL reads it.
std::string sql_timestamp(Clock::TimePoint time);

/// "2026-11-24", UTC.
std::string iso_date(Clock::TimePoint time);

/// "2026-11-24 07:00:00" in the machine's time zone, for people.
std::string local_time(Clock::TimePoint time);

/// "20261124-070000-4f2a": sorts by time; `salt` tells runs of the same second apart.
std::string make_run_id(Clock::TimePoint time, unsigned salt);

}  // namespace darties
