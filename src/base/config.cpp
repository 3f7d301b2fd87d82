#include "base/config.h"

#include <algorithm>
#include <charconv>

#include "base/disclosure.h"
#include "base/text.h"

namespace darties {
namespace {

[[noreturn]] void refuse_value(const ConfigEntry& entry, std::string_view expected) {
  throw Error(ErrorKind::kInvalid, "{} must be {}, found: {}", entry.key, expected, entry.shown())
      .at(entry.place);
}

}  // namespace

std::string_view to_string(ConfigLayer layer) {
  switch (layer) {
    case ConfigLayer::kDefault:
      return "default";
    case ConfigLayer::kUser:
      return "user";
    case ConfigLayer::kProject:
      return "project";
    case ConfigLayer::kIni:
      return "dwh.cfg";
    case ConfigLayer::kEnvironment:
      return "environment";
    case ConfigLayer::kFlag:
      break;
  }
  return "flag";
}

std::string ConfigEntry::shown() const {
  return is_secret ? std::string(kHidden) : hide_url_secrets(value);
}

void Config::set(std::string key, std::string value, ConfigLayer layer, Place place) {
  ConfigEntry entry{.key = key, .layer = layer, .place = std::move(place)};
  entry.is_secret = names_a_secret(key) && !key.starts_with("lake.buckets.");
  if (entry.is_secret) {
    entry.secret = Secret(std::move(value));
  } else {
    entry.value = std::move(value);
  }
  auto& layers = entries_[fold_key(key)];
  layers.insert_or_assign(layer, std::move(entry));
  const std::string spelling = layers.begin()->second.key;
  for (auto& [each, known] : layers) known.key = spelling;
}

const ConfigEntry* Config::find(std::string_view key) const {
  const auto found = entries_.find(fold_key(key));
  return found == entries_.end() ? nullptr : &found->second.rbegin()->second;
}

std::string Config::text(std::string_view key) const {
  const ConfigEntry* entry = find(key);
  if (entry == nullptr) {
    throw Error(ErrorKind::kInvalid, "{} is not set: put it into darties.yml, or give --set {}=…",
                key, key);
  }
  if (entry->is_secret) {
    throw Error(ErrorKind::kInvalid, "{} is a credential and can not be used here", key)
        .at(entry->place);
  }
  return entry->value;
}

std::string Config::text(std::string_view key, std::string_view fallback) const {
  return has(key) ? text(key) : std::string(fallback);
}

std::int64_t Config::number(std::string_view key, std::int64_t fallback) const {
  const ConfigEntry* entry = find(key);
  if (entry == nullptr) return fallback;
  const std::string value = text(key);
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (fault != std::errc() || end != value.data() + value.size()) {
    refuse_value(*entry, "a whole number");
  }
  return number;
}

bool Config::flag(std::string_view key, bool fallback) const {
  const ConfigEntry* entry = find(key);
  if (entry == nullptr) return fallback;
  const std::string value = lower_ascii(text(key));
  if (value == "true" || value == "yes" || value == "on" || value == "1") return true;
  if (value == "false" || value == "no" || value == "off" || value == "0") return false;
  refuse_value(*entry, "true or false");
}

Secret Config::secret(std::string_view key) const {
  const ConfigEntry* entry = find(key);
  if (entry == nullptr) {
    throw Error(ErrorKind::kInvalid, "{} is not set: put it into dwh.cfg or the environment", key);
  }
  return entry->is_secret ? entry->secret : Secret(entry->value);
}

std::map<std::string, ConfigEntry> Config::below(std::string_view prefix) const {
  std::map<std::string, ConfigEntry> found;
  const std::string start = fold_key(prefix) + ".";
  for (auto it = entries_.lower_bound(start); it != entries_.end(); ++it) {
    if (!it->first.starts_with(start)) break;
    const ConfigEntry& entry = it->second.rbegin()->second;
    found.emplace(entry.key.substr(start.size()), entry);
  }
  return found;
}

std::vector<std::string> Config::list(std::string_view key) const {
  const std::string start = fold_key(key);
  const auto one = entries_.find(start);
  const auto first = entries_.find(start + ".0");
  const bool whole_wins =
      one != entries_.end() &&
      (first == entries_.end() || one->second.rbegin()->first > first->second.rbegin()->first);
  if (whole_wins) return {text(key)};
  std::vector<std::string> items;
  if (first == entries_.end()) return items;
  const ConfigLayer layer = first->second.rbegin()->first;  // one layer's list, never a mixture
  for (std::size_t i = 0;; ++i) {
    const auto item = entries_.find(fmt::format("{}.{}", start, i));
    if (item == entries_.end() || !item->second.contains(layer)) return items;
    items.push_back(item->second.at(layer).value);
  }
}

std::vector<ConfigEntry> Config::entries() const {
  std::vector<ConfigEntry> all;
  for (const auto& [key, layers] : entries_) all.push_back(layers.rbegin()->second);
  return all;
}

std::vector<ConfigEntry> Config::layers(std::string_view key) const {
  std::vector<ConfigEntry> all;
  const auto found = entries_.find(fold_key(key));
  if (found == entries_.end()) return all;
  for (auto it = found->second.rbegin(); it != found->second.rend(); ++it)
    all.push_back(it->second);
  return all;
}

}  // namespace darties
