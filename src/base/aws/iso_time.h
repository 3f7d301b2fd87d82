#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace darties::aws {

/// The time that AWS writes as "2026-11-25T08:00:00Z", with or without a fraction, which is dropped, in UTC or with an offset
/// such as +02:00; nothing for a text that is none. What lies beyond the reach of the clock is the end of 2261.
std::optional<std::chrono::system_clock::time_point> parse_iso_time(const std::string& text);

/// "2026-11-25T08:00:00Z".
std::string to_iso_time(std::chrono::system_clock::time_point time);

}  // namespace darties::aws
