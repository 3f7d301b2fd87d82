#include <charconv>

#include "cli/command.h"

namespace darties::cli {

std::optional<std::string> Invocation::find(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end() || found->second.empty()) return std::nullopt;
  return found->second.back();
}

std::string Invocation::text(std::string_view name) const { return find(name).value_or(""); }

bool Invocation::flag(std::string_view name) const { return find(name).has_value(); }

std::vector<std::string> Invocation::all(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::int64_t Invocation::number(std::string_view name, std::int64_t fallback) const {
  const auto value = find(name);
  if (!value) return fallback;
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (fault == std::errc() && end == value->data() + value->size()) return number;
  throw Error(ErrorKind::kInvalid, "{} is a whole number, found: {}", name, *value);
}

void Invocation::add(std::string_view name, std::string value) {
  values_[std::string(name)].push_back(std::move(value));
}

void Invocation::add_extra(std::string name, std::string value) {
  extra_.emplace_back(std::move(name), std::move(value));
}

}  // namespace darties::cli
