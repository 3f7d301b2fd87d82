#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace darties {

/// The time that a Date or Last-Modified header says; nothing for a text that is none.
std::optional<std::chrono::system_clock::time_point> parse_http_date(const std::string& text);

}  // namespace darties
