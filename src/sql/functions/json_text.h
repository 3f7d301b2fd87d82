#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// JSON that stands in a text, as Redshift's JSON functions read it. The whole text is checked, not only what is asked
// for. Errors: kInvalid "JSON parsing error …" where a text is no JSON.

namespace darties::sql {

enum class JsonKind { kObject, kArray, kString, kNumber, kBoolean, kNull };

/// The kind of the value when the whole text is JSON.
std::optional<JsonKind> json_kind(std::string_view text);

/// What stands under the keys, one inside of the other: a string without its quotes and escapes, another value as it is
/// written. None for JSON's null and for what is not there.
std::optional<std::string> json_path_text(std::string_view text,
                                          std::span<const std::string_view> keys);
/// The same of element `index` of an array, from 0.
std::optional<std::string> json_array_element(std::string_view text, std::int64_t index);
/// How many elements the array has. Errors: kInvalid for a text that is no array.
std::int32_t json_array_length(std::string_view text);

/// JSON_PARSE: the same JSON without blanks. Errors: kInvalid also for an object that has a name twice.
std::string json_parse(std::string_view text);

/// Every name of every object in lower (upper) case.
std::string json_with_names(std::string_view json, std::string (*change)(std::string_view));

}  // namespace darties::sql
