#include "pipeline/yaml_fields.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace darties {

void expect_map(const YamlValue& value, std::string_view what) {
  if (value.is_map()) return;
  throw Error(ErrorKind::kInvalid, "{} must be a map, not {}", what, describe_kind(value.kind))
      .at(value.place);
}

void expect_known_keys(const YamlValue& map, const std::vector<std::string>& known,
                       std::string_view what) {
  for (const YamlEntry& entry : map.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::string near = suggestion(entry.key, known);
    throw Error(ErrorKind::kInvalid, "unknown key in {}: {}{}", what, entry.key,
                near.empty() ? "; known here: " + join(known, ", ") : near)
        .at(entry.place);
  }
}

std::string text_field(const YamlValue& map, std::string_view key, std::string_view otherwise) {
  const YamlValue* value = map.find(key);
  if (value == nullptr || value->is_null()) return std::string(otherwise);
  if (value->is_text()) return value->text;
  throw Error(ErrorKind::kInvalid, "{} must be text, not {}", key, describe_kind(value->kind))
      .at(value->place);
}

std::string required_text_field(const YamlValue& map, std::string_view key, std::string_view what) {
  std::string text = text_field(map, key);
  if (!text.empty()) return text;
  throw Error(ErrorKind::kInvalid, "{} needs the key '{}'", what, key).at(map.place);
}

bool flag_field(const YamlValue& map, std::string_view key, bool otherwise) {
  const std::string text = lower_ascii(text_field(map, key, otherwise ? "true" : "false"));
  if (text == "true" || text == "yes" || text == "on") return true;
  if (text == "false" || text == "no" || text == "off") return false;
  throw Error(ErrorKind::kInvalid, "{} must be true or false, not '{}'", key, text)
      .at(map.find(key)->place);
}

int number_field(const YamlValue& map, std::string_view key, int otherwise, int smallest) {
  const std::string text = text_field(map, key, std::to_string(otherwise));
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault == std::errc() && end == text.data() + text.size() && number >= smallest) return number;
  throw Error(ErrorKind::kInvalid, "{} must be a whole number from {} up, not '{}'", key, smallest,
              text)
      .at(map.find(key)->place);
}

}  // namespace darties
