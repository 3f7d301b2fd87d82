#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/error.h"

namespace darties {

/// Reads "30s", "10m", "500ms", "1h30m", "2d"; "0" is none. `place` is where it stands, for the
/// error (kInvalid).
Clock::Duration parse_duration(std::string_view text, const Place& place = {});

}  // namespace darties
