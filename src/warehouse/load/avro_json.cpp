#include "warehouse/load/avro_json.h"

#include <avro.h>
#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string_view>

namespace darties::load {
namespace {

void append_text(std::string_view text, std::string& json) {
  json += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(json), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      json += c;
    }
  }
  json += '"';
}

template <class Number>
void append_number(Number number, std::string& json) {
  if (std::isfinite(number)) {
    fmt::format_to(std::back_inserter(json), "{}", number);
  } else {
    json += std::isnan(number) ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  }
}

// The elements of an array, the entries of a map, or the fields of a record, with their names.
void append_children(const avro_value_t& value, bool named, std::string& json) {
  std::size_t size = 0;
  avro_value_get_size(&value, &size);
  json += named ? '{' : '[';
  for (std::size_t i = 0; i < size; ++i) {
    avro_value_t child = {};
    const char* name = nullptr;
    if (avro_value_get_by_index(&value, i, &child, &name) != 0) continue;
    if (i > 0) json += ',';
    if (named) {
      append_text(name, json);
      json += ':';
    }
    append_avro_json(child, json);
  }
  json += named ? '}' : ']';
}

void append_bytes(const avro_value_t& value, avro_type_t type, std::string& json) {
  const void* bytes = nullptr;
  const char* text = nullptr;
  std::size_t size = 0;
  if (type == AVRO_STRING) {
    avro_value_get_string(&value, &text, &size);
    bytes = text;
    if (size > 0) --size;  // counts the zero byte behind the text
  } else if (type == AVRO_BYTES) {
    avro_value_get_bytes(&value, &bytes, &size);
  } else {
    avro_value_get_fixed(&value, &bytes, &size);
  }
  append_text({static_cast<const char*>(bytes), size}, json);
}

void append_scalar(const avro_value_t& value, avro_type_t type, std::string& json) {
  int flag = 0;
  std::int32_t integer = 0;
  std::int64_t bigint = 0;
  float real = 0;
  double number = 0;
  if (type == AVRO_BOOLEAN) {
    avro_value_get_boolean(&value, &flag);
    json += flag != 0 ? "true" : "false";
  } else if (type == AVRO_INT32) {
    avro_value_get_int(&value, &integer);
    fmt::format_to(std::back_inserter(json), "{}", integer);
  } else if (type == AVRO_INT64) {
    avro_value_get_long(&value, &bigint);
    fmt::format_to(std::back_inserter(json), "{}", bigint);
  } else if (type == AVRO_FLOAT) {
    avro_value_get_float(&value, &real);
    append_number(real, json);
  } else if (type == AVRO_DOUBLE) {
    avro_value_get_double(&value, &number);
    append_number(number, json);
  } else if (type == AVRO_ENUM) {
    avro_value_get_enum(&value, &flag);
    append_text(avro_schema_enum_get(avro_value_get_schema(&value), flag), json);
  } else {
    json += "null";
  }
}

}  // namespace

void append_avro_json(const avro_value& value, std::string& json) {
  const avro_type_t type = avro_value_get_type(&value);
  avro_value_t branch = {};
  switch (type) {
    case AVRO_RECORD:
    case AVRO_MAP:
      return append_children(value, true, json);
    case AVRO_ARRAY:
      return append_children(value, false, json);
    case AVRO_STRING:
    case AVRO_BYTES:
    case AVRO_FIXED:
      return append_bytes(value, type, json);
    case AVRO_UNION:
      if (avro_value_get_current_branch(&value, &branch) == 0)
        return append_avro_json(branch, json);
      json += "null";
      return;
    default:
      return append_scalar(value, type, json);
  }
}

}  // namespace darties::load
