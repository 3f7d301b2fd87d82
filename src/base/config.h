#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/secret.h"
#include "base/settings.h"

namespace darties {

/// Who may say a setting, weakest first: a later one wins.
enum class ConfigLayer { kDefault, kUser, kProject, kIni, kEnvironment, kFlag };
std::string_view to_string(ConfigLayer layer);

/// A value and where it was said.
struct ConfigEntry {
  std::string key;    ///< "lake.buckets.udacity-dend", spelled as the weakest layer that has it
  std::string value;  ///< empty when it is a secret
  Secret secret;      ///< filled instead of `value` for passwords, keys and tokens
  bool is_secret = false;
  ConfigLayer layer = ConfigLayer::kDefault;
  Place
      place;  ///< file, line and column; for the others the file is "--set" or the variable's name

  /// The value as it may be shown: "********" for a secret, URLs without user, password and query.
  std::string shown() const;
};

/// Where the layers come from.
struct ConfigSources {
  std::filesystem::path project_folder;  ///< has darties.yml and perhaps dwh.cfg; empty: no project
  std::filesystem::path user_file;       ///< empty or absent: no user layer
  std::map<std::string, std::string> environment;  ///< only DARTIES_… names with a "__" are read
  std::vector<std::string> flags;                  ///< "key=value", as --set takes them
};

/// Settings in layers: flag > environment > dwh.cfg > darties.yml > user > default.
///
///     const Config config = load_config({.project_folder = ".", .flags = {"target=embedded"}});
///     const auto target = config.text("target");
///     for (const auto& [bucket, entry] : config.below("lake.buckets")) map(bucket, entry.value);
///
/// Keys are paths of YAML names joined with dots; list items count from 0. Two keys are the same
/// when they are after folding letter case and '-' to '_', so DARTIES_LAKE__BUCKETS__UDACITY_DEND
/// replaces lake.buckets.udacity-dend. A key whose first part is no known setting is a variable:
/// `--set s3.log_data=…`, DARTIES_S3__LOG_DATA and LOG_DATA in section [S3] of dwh.cfg all say
/// variables.s3.log_data.
class Config {
 public:
  /// The strongest entry of this key.
  const ConfigEntry* find(std::string_view key) const;
  bool has(std::string_view key) const { return find(key) != nullptr; }

  /// Throws kInvalid when the key is absent (says how to set it) or is a secret.
  std::string text(std::string_view key) const;
  std::string text(std::string_view key, std::string_view fallback) const;
  /// The same as whole number or truth; throws kInvalid with the place for another text.
  std::int64_t number(std::string_view key, std::int64_t fallback) const;
  bool flag(std::string_view key, bool fallback) const;
  Secret secret(std::string_view key) const;

  /// What lies below `prefix`, by the rest of the key: below("lake.buckets") has "udacity-dend".
  std::map<std::string, ConfigEntry> below(std::string_view prefix) const;
  /// The texts of a YAML list, or of one value.
  std::vector<std::string> list(std::string_view key) const;

  /// The strongest entry of every key, in order of key.
  std::vector<ConfigEntry> entries() const;
  /// All entries of one key, strongest first.
  std::vector<ConfigEntry> layers(std::string_view key) const;

  /// Adds one entry; load_config does this for all layers. Throws kInvalid for an unknown setting.
  void set(std::string key, std::string value, ConfigLayer layer, Place place);

 private:
  std::map<std::string, std::map<ConfigLayer, ConfigEntry>, std::less<>> entries_;  // by folded key
};

/// Reads all layers. Throws kNotFound when the project folder has no darties.yml, kInvalid with
/// file:line:column for YAML that is none, an unknown or duplicate key, or a newer
/// `format_version`.
Config load_config(const ConfigSources& sources);

/// ~/.config/darties/config.yml (XDG_CONFIG_HOME obeyed) and the process's DARTIES_… variables.
std::filesystem::path user_config_file();
std::map<std::string, std::string> darties_environment();

}  // namespace darties
