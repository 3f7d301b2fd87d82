// JSON functions over texts, and JSON_PARSE.
#include <array>

#include "base/text.h"
#include "sql/functions/json_text.h"
#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {
namespace {

using Answer = std::optional<std::string>;
using Text = std::string_view;

template <class... Keys>
Answer path_text(Text json, bool null_if_invalid, Keys... keys) {
  const std::array<Text, sizeof...(keys)> path = {keys...};
  if (null_if_invalid && !sql::json_kind(json)) return std::nullopt;
  return sql::json_path_text(json, path);
}

Answer array_element(Text json, std::int32_t index, bool null_if_invalid) {
  if (null_if_invalid && sql::json_kind(json) != sql::JsonKind::kArray) return std::nullopt;
  return sql::json_array_element(json, index);
}

std::optional<std::int32_t> array_length(Text json, bool null_if_invalid) {
  if (null_if_invalid && sql::json_kind(json) != sql::JsonKind::kArray) return std::nullopt;
  return sql::json_array_length(json);
}

bool can_parse(Text json) { return sql::json_kind(json).has_value(); }
bool is_object(Text json) { return sql::json_kind(json) == sql::JsonKind::kObject; }
bool is_array(Text json) { return sql::json_kind(json) == sql::JsonKind::kArray; }

std::string lower_names(Text json) { return sql::json_with_names(json, lower_ascii); }
std::string upper_names(Text json) { return sql::json_with_names(json, upper_ascii); }

}  // namespace

void register_json(duckdb_connection connection) {
  using duck::overload;
  duck::register_overloads(
      connection, "darties_json_path_text",
      {overload<path_text<Text>>(), overload<path_text<Text, Text>>(),
       overload<path_text<Text, Text, Text>>(), overload<path_text<Text, Text, Text, Text>>(),
       overload<path_text<Text, Text, Text, Text, Text>>()});
  duck::register_overloads(connection, "darties_json_array_element", {overload<array_element>()});
  duck::register_overloads(connection, "darties_json_array_length", {overload<array_length>()});
  duck::register_overloads(connection, "darties_can_json_parse", {overload<can_parse>()});
  duck::register_overloads(connection, "darties_is_json_object", {overload<is_object>()});
  duck::register_overloads(connection, "darties_is_json_array", {overload<is_array>()});
  duck::register_overloads(connection, "darties_json_parse", {overload<sql::json_parse>()});
  duck::register_overloads(connection, "darties_json_lower_names", {overload<lower_names>()});
  duck::register_overloads(connection, "darties_json_upper_names", {overload<upper_names>()});
}

}  // namespace darties
