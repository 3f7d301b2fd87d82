#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "clean/cleaned.h"

namespace darties {

/// A time of day that someone typed, as "08:30:00", with the fraction of a second that it has.
///
/// Understood: 8:30, 08:30:15.250, 8h30, 8 h, 8:30 PM. Refused with a reason: what no clock shows, such as 25:61.
Cleaned clean_time(std::string_view text);

/// "08:30:00" of hours, minutes and seconds ("5", "05.25"); nothing when a clock does not show them.
std::optional<std::string> clock_text(int hour, int minute, std::string_view seconds);

}  // namespace darties
