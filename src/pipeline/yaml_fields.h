#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/yaml_value.h"

namespace darties {

// Reading the expected from a YamlValue; each throws kInvalid with the place of what is wrong.
// `what` is what the value belongs to, for messages: "a task", "the pipeline".

void expect_map(const YamlValue& value, std::string_view what);
/// Refuses a key that is not in `known`, with the nearest one.
void expect_known_keys(const YamlValue& map, const std::vector<std::string>& known,
                       std::string_view what);
/// The text under `key`, or `otherwise` when there is none.
std::string text_field(const YamlValue& map, std::string_view key, std::string_view otherwise = "");
std::string required_text_field(const YamlValue& map, std::string_view key, std::string_view what);
bool flag_field(const YamlValue& map, std::string_view key, bool otherwise);
int number_field(const YamlValue& map, std::string_view key, int otherwise, int smallest);

}  // namespace darties
