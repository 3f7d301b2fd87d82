#include "pipeline/variables.h"

#include <algorithm>

#include "base/text.h"
#include "pipeline/yaml_value.h"

namespace darties {
namespace {

std::string folded(std::string_view name) {
  std::string result = lower_ascii(name);
  std::replace(result.begin(), result.end(), '-', '_');
  return result;
}

bool is_name(std::string_view name) {
  const auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), fits);
}

/// The place of text[offset], when text[0] stands at `start`.
Place place_at(const Place& start, std::string_view text, std::size_t offset) {
  Place place = start;
  if (start.line == 0) return place;
  const std::string_view before = text.substr(0, offset);
  const auto line_ends = std::count(before.begin(), before.end(), '\n');
  if (line_ends == 0) {
    place.column += static_cast<int>(count_characters(before));
  } else {
    place.line += static_cast<int>(line_ends);
    place.column = static_cast<int>(count_characters(before.substr(before.rfind('\n') + 1))) + 1;
  }
  return place;
}

/// Where the first character of a YAML text stands, as well as its event tells.
Place first_character(const YamlValue& value) {
  Place place = value.place;
  if (value.quoted) place.column += 1;
  if (value.block) {
    place.line += 1;
    place.column = 0;
  }
  return place;
}

}  // namespace

void Variables::set(std::string_view name, std::string value) {
  values_.insert_or_assign(folded(name), std::move(value));
}

void Variables::merge(const Variables& other) {
  for (const auto& [name, value] : other.values_) values_.insert_or_assign(name, value);
}

const std::string* Variables::find(std::string_view name) const {
  const auto found = values_.find(folded(name));
  return found == values_.end() ? nullptr : &found->second;
}

std::vector<std::string> Variables::names() const {
  std::vector<std::string> result;
  for (const auto& [name, value] : values_) result.push_back(name);
  return result;
}

std::string Variables::substitute(std::string_view text, const Place& start) const {
  std::string result;
  std::size_t done = 0;
  for (std::size_t open = text.find("{{"); open != std::string_view::npos;
       open = text.find("{{", done)) {
    const Place place = place_at(start, text, open);
    const std::size_t close = text.find("}}", open);
    if (close == std::string_view::npos) {
      throw Error(ErrorKind::kInvalid, "'{{{{' without '}}}}'").at(place);
    }
    const std::string_view name = trim(text.substr(open + 2, close - open - 2));
    if (!is_name(name)) {
      throw Error(ErrorKind::kInvalid, "not a variable: '{}' (only {{{{ name }}}} is understood)",
                  name)
          .at(place);
    }
    const std::string* value = find(name);
    if (value == nullptr) {
      throw Error(ErrorKind::kInvalid, "unknown variable: {}{}", name, suggestion(name, names()))
          .at(place);
    }
    result.append(text.substr(done, open - done)).append(*value);
    done = close + 2;
  }
  return result.append(text.substr(done));
}

void Variables::substitute_all(YamlValue& value) const {
  if (value.is_text()) value.text = substitute(value.text, first_character(value));
  for (YamlValue& item : value.items) substitute_all(item);
  for (YamlEntry& entry : value.entries) substitute_all(entry.value);
}

}  // namespace darties
