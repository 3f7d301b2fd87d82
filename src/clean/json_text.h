#pragma once

#include <string>
#include <string_view>

namespace darties {

/// Adds `text` in double quotes, escaped as JSON wants it and no more: UTF-8 stays UTF-8.
void append_json_string(std::string_view text, std::string& json);

/// Adds `,"name":` (without the comma at the start of an object).
void append_json_key(std::string_view name, std::string& json);

}  // namespace darties
