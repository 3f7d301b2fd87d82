#pragma once

#include <string>

struct avro_value;

namespace darties::load {

/// Adds an Avro value to `json` as JSON text. Numbers that JSON does not have are texts: "NaN", "Infinity", "-Infinity".
void append_avro_json(const avro_value& value, std::string& json);

}  // namespace darties::load
