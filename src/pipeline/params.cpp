#include "pipeline/params.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "pipeline/duration.h"
#include "pipeline/operator.h"

namespace darties {
namespace {

std::vector<std::string> names_of(std::span<const Param> params) {
  std::vector<std::string> names;
  for (const Param& param : params) names.emplace_back(param.name);
  return names;
}

bool parse_flag(const std::string& text, const Place& place) {
  const std::string word = lower_ascii(text);
  if (word == "true" || word == "yes" || word == "on") return true;
  if (word == "false" || word == "no" || word == "off") return false;
  throw Error(ErrorKind::kInvalid, "neither true nor false: '{}'", text).at(place);
}

std::int64_t parse_number(const std::string& text, const Place& place) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, number);
  if (fault == std::errc() && stop == end && !text.empty()) return number;
  throw Error(ErrorKind::kInvalid, "not a whole number: '{}'", text).at(place);
}

[[noreturn]] void refuse_shape(const Param& param, const YamlValue& value,
                               std::string_view expected) {
  throw Error(ErrorKind::kInvalid, "{} must be {}, not {}", param.name, expected,
              describe_kind(value.kind))
      .at(value.place);
}

void check_list(const Param& param, const YamlValue& value) {
  if (value.is_text()) return;
  if (!value.is_list()) refuse_shape(param, value, "a list");
  for (const YamlValue& item : value.items) {
    if (!item.is_text()) refuse_shape(param, item, "a list of texts");
  }
}

void check_map(const Param& param, const YamlValue& value) {
  if (!value.is_map()) refuse_shape(param, value, "a map");
  for (const YamlEntry& entry : value.entries) {
    if (!entry.value.is_text() && !entry.value.is_null())
      refuse_shape(param, entry.value, "a map of texts");
  }
}

void check_choice(const Param& param, const YamlValue& value) {
  if (param.choices.empty()) return;
  std::vector<std::string> choices;
  for (const std::string_view choice : split(param.choices, '|')) choices.emplace_back(choice);
  if (std::find(choices.begin(), choices.end(), value.text) != choices.end()) return;
  throw Error(ErrorKind::kInvalid, "{} must be one of {}, not '{}'{}", param.name,
              join(choices, ", "), value.text, suggestion(value.text, choices))
      .at(value.place);
}

void check_value(const Param& param, const YamlValue& value) {
  if (param.type == "any") return;
  if (param.type == "list") return check_list(param, value);
  if (param.type == "map") return check_map(param, value);
  if (!value.is_text())
    refuse_shape(param, value, param.type == "file" ? "the name of a file" : "text");
  if (param.type == "number") parse_number(value.text, value.place);
  if (param.type == "flag") parse_flag(value.text, value.place);
  if (param.type == "duration") parse_duration(value.text, value.place);
  check_choice(param, value);
}

}  // namespace

Params::Params(const Operator& op, YamlValue values, std::shared_ptr<const Variables> variables)
    : operator_(&op), values_(std::move(values)), variables_(std::move(variables)) {
  if (!op.shorthand.empty() && (values_.is_text() || values_.is_list())) {
    YamlValue map{.kind = YamlValue::Kind::kMap, .place = values_.place};
    map.entries.push_back(
        {.key = std::string(op.shorthand), .place = values_.place, .value = std::move(values_)});
    values_ = std::move(map);
  }
  if (!values_.is_map() && !values_.is_null()) {
    throw Error(ErrorKind::kInvalid, "{} takes a map of parameters, not {}", op.name,
                describe_kind(values_.kind))
        .at(values_.place);
  }
  for (const YamlEntry& entry : values_.entries) {
    const Param* param = find_param(entry.key);
    if (param == nullptr) {
      throw Error(ErrorKind::kInvalid, "{} knows no parameter '{}'{}", op.name, entry.key,
                  suggestion(entry.key, names_of(op.params)))
          .at(entry.place);
    }
    if (!entry.value.is_null()) check_value(*param, entry.value);
  }
  for (const Param& param : op.params) {
    if (!param.required || has(param.name)) continue;
    throw Error(ErrorKind::kInvalid, "{} needs the parameter '{}': {}", op.name, param.name,
                param.help)
        .at(values_.place);
  }
}

const Param* Params::find_param(std::string_view name) const {
  const auto found = std::find_if(operator_->params.begin(), operator_->params.end(),
                                  [&](const Param& param) { return param.name == name; });
  return found == operator_->params.end() ? nullptr : &*found;
}

const YamlValue* Params::value(std::string_view name) const {
  const YamlValue* found = values_.find(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

std::string Params::at(std::string_view name) const {
  if (const YamlValue* found = value(name)) return found->text;
  const Param* param = find_param(name);
  if (param == nullptr)
    throw Error(ErrorKind::kBug, "{} asks for a parameter it does not declare: {}", operator_->name,
                name);
  if (!param->default_value.empty()) return std::string(param->default_value);
  throw Error(ErrorKind::kInvalid, "{} needs the parameter '{}': {}", operator_->name, name,
              param->help)
      .at(values_.place);
}

std::string Params::text_or(std::string_view name, std::string_view otherwise) const {
  const YamlValue* found = value(name);
  return found == nullptr ? std::string(otherwise) : found->text;
}

std::vector<std::string> Params::list(std::string_view name) const {
  const YamlValue* found = value(name);
  if (found == nullptr) return {};
  if (found->is_text()) return {found->text};
  std::vector<std::string> result;
  for (const YamlValue& item : found->items) result.push_back(item.text);
  return result;
}

std::vector<std::pair<std::string, std::string>> Params::map(std::string_view name) const {
  std::vector<std::pair<std::string, std::string>> result;
  const YamlValue* found = value(name);
  if (found == nullptr) return result;
  for (const YamlEntry& entry : found->entries) result.emplace_back(entry.key, entry.value.text);
  return result;
}

bool Params::flag(std::string_view name) const {
  const Param* param = find_param(name);
  if (!has(name) && param != nullptr && param->default_value.empty()) return false;
  return parse_flag(at(name), place(name));
}

std::int64_t Params::number(std::string_view name) const {
  return parse_number(at(name), place(name));
}

Clock::Duration Params::duration(std::string_view name) const {
  return parse_duration(at(name), place(name));
}

Place Params::place(std::string_view name) const {
  const YamlValue* found = value(name);
  return found == nullptr ? values_.place : found->place;
}

}  // namespace darties
