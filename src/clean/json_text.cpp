#include "clean/json_text.h"

#include <fmt/core.h>

namespace darties {
namespace {

void append_escaped(char c, std::string& json) {
  switch (c) {
    case '"':
      json += "\\\"";
      return;
    case '\\':
      json += "\\\\";
      return;
    case '\n':
      json += "\\n";
      return;
    case '\r':
      json += "\\r";
      return;
    case '\t':
      json += "\\t";
      return;
    default:
      json += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
  }
}

bool must_escape(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

}  // namespace

void append_json_string(std::string_view text, std::string& json) {
  json += '"';
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!must_escape(text[i])) continue;
    json.append(text, done, i - done);
    append_escaped(text[i], json);
    done = i + 1;
  }
  json.append(text, done, text.size() - done);
  json += '"';
}

void append_json_key(std::string_view name, std::string& json) {
  if (!json.empty() && json.back() != '{') json += ',';
  append_json_string(name, json);
  json += ':';
}

}  // namespace darties
