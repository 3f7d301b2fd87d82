#include <algorithm>

#include "base/http/http_client.h"
#include "base/text.h"

namespace darties {

void HttpHeaders::set(std::string_view name, std::string value) {
  const auto same = [&](const auto& line) { return equals_ignoring_case(line.first, name); };
  const auto first = std::find_if(lines_.begin(), lines_.end(), same);
  if (first == lines_.end()) return add(std::string(name), std::move(value));
  first->second = std::move(value);
  lines_.erase(std::remove_if(first + 1, lines_.end(), same), lines_.end());
}

void HttpHeaders::remove(std::string_view name) {
  std::erase_if(lines_, [&](const auto& line) { return equals_ignoring_case(line.first, name); });
}

const std::string* HttpHeaders::find(std::string_view name) const {
  const auto found = std::find_if(lines_.begin(), lines_.end(), [&](const auto& line) {
    return equals_ignoring_case(line.first, name);
  });
  return found == lines_.end() ? nullptr : &found->second;
}

std::string HttpHeaders::text(std::string_view name) const {
  const std::string* value = find(name);
  return value == nullptr ? std::string() : *value;
}

}  // namespace darties
