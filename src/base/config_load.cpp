// Reads the layers of the configuration, weakest first.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/config.h"
#include "base/files.h"
#include "base/ini.h"
#include "base/text.h"

extern char** environ;

namespace darties {
namespace {

constexpr std::int64_t kFormatVersion = 1;
constexpr int kMaxEntries = 10'000;

/// Adds every value of a YAML file under the path of names that leads to it.
class YamlLayer {
 public:
  YamlLayer(Config& config, ConfigLayer layer, std::string file)
      : config_(config), layer_(layer), file_(std::move(file)) {}

  void add(const std::string& text) {
    if (!is_valid_utf8(text)) throw Error(ErrorKind::kInvalid, "not UTF-8 text").at({file_});
    try {
      const YAML::Node root = YAML::Load(text);
      if (!root.IsMap() && !root.IsNull()) {
        throw Error(ErrorKind::kInvalid, "expected `key: value` lines").at(place(root.Mark()));
      }
      walk(root, {place(root.Mark())});
    } catch (const YAML::Exception& fault) {
      throw Error(ErrorKind::kInvalid, "not valid YAML: {}", fault.msg).at(place(fault.mark));
    }
  }

 private:
  Place place(const YAML::Mark& mark) const {
    if (mark.is_null()) return {file_};
    return {file_, mark.line + 1, mark.column + 1};
  }

  /// The names that lead to a value, and where each stands.
  struct Path {
    Place start;
    std::vector<std::string> names = {};
    std::vector<Place> places = {};

    Path below(std::string name, Place place) const {
      Path longer = *this;
      longer.names.push_back(std::move(name));
      longer.places.push_back(std::move(place));
      return longer;
    }
    const Place& end() const { return places.empty() ? start : places.back(); }
  };

  void walk(const YAML::Node& node, const Path& path) {
    if (++entries_ > kMaxEntries) {
      throw Error(ErrorKind::kInvalid, "more than {} values", kMaxEntries).at(path.end());
    }
    if (node.IsMap()) return walk_map(node, path);
    if (node.IsSequence()) return walk_list(node, path);
    if (node.IsNull()) return;
    check_setting(path.names, path.places);
    config_.set(join(path.names, "."), node.Scalar(), layer_, path.end());
  }

  /// `<<: *NAME`, or a list of maps: what it has and the map itself does not say. Of a list the first that has a key wins.
  void walk_merged(const YAML::Node& merged, const Path& path, std::set<std::string>& seen) {
    const auto walk_one = [&](const YAML::Node& map) {
      if (!map.IsMap())
        throw Error(ErrorKind::kInvalid, "'<<' takes a map, or a list of maps, of this file: *NAME")
            .at(path.end());
      for (const auto& pair : map) {
        const std::string& name = pair.first.Scalar();
        if (seen.insert(fold_key(name)).second)
          walk(pair.second, path.below(name, place(pair.first.Mark())));
      }
    };
    if (!merged.IsSequence()) return walk_one(merged);
    for (const auto& map : merged) walk_one(map);
  }

  void walk_map(const YAML::Node& node, const Path& path) {
    std::set<std::string> seen;
    for (const auto& pair : node) {
      const Place here = place(pair.first.Mark());
      if (!pair.first.IsScalar())
        throw Error(ErrorKind::kInvalid,
                    "expected a name; a text that begins with '{{' or '[' needs quotes")
            .at(here);
      const std::string& name = pair.first.Scalar();
      if (name == "<<") continue;
      if (!seen.insert(fold_key(name)).second) {
        throw Error(ErrorKind::kInvalid, "key '{}' is given twice", name).at(here);
      }
      walk(pair.second, path.below(name, here));
    }
    if (const YAML::Node merged = node["<<"]) walk_merged(merged, path, seen);
  }

  void walk_list(const YAML::Node& node, const Path& path) {
    for (std::size_t i = 0; i < node.size(); ++i) {
      walk(node[i], path.below(fmt::format("{}", i), place(node[i].Mark())));
    }
  }

  Config& config_;
  ConfigLayer layer_;
  std::string file_;
  int entries_ = 0;
};

/// A key said outside darties.yml: a setting, or a variable when its first part is no setting.
void set_named(Config& config, const std::string& key, std::string value, ConfigLayer layer,
               const Place& place) {
  std::vector<std::string> path;
  for (const auto part : split(key, '.')) path.emplace_back(part);
  if (std::any_of(path.begin(), path.end(), [](const auto& part) { return part.empty(); })) {
    throw Error(ErrorKind::kInvalid, "not a key: '{}' (expected names joined by dots)", key)
        .at(place);
  }
  if (is_settings_section(path[0])) {
    const bool bucket = path.size() > 3 && fold_key(path[0] + "." + path[1]) == "lake.buckets";
    if (!bucket)
      check_setting(path,
                    std::vector<Place>(path.size(), place));  // a bucket's own name may have dots
    return config.set(key, std::move(value), layer, place);
  }
  std::vector<std::string> sections;
  for (const Setting& setting : known_settings()) {
    sections.emplace_back(setting.key.substr(0, setting.key.find('.')));
  }
  for (const auto& section : sections) {
    if (path.size() > 1 && edit_distance(fold_key(path[0]), section) == 1) {
      throw Error(ErrorKind::kInvalid, "unknown key '{}' (did you mean '{}'?)", path[0], section)
          .at(place);
    }
  }
  config.set("variables." + key, std::move(value), layer, place);
}

void add_defaults(Config& config) {
  for (const Setting& setting : known_settings()) {
    if (setting.default_value.empty()) continue;
    config.set(std::string(setting.key), std::string(setting.default_value), ConfigLayer::kDefault,
               {});
  }
}

void add_project(Config& config, const std::filesystem::path& folder) {
  const auto file = folder / "darties.yml";
  YamlLayer(config, ConfigLayer::kProject, shown_path(file)).add(read_file(file));
  const std::int64_t version = config.number("format_version", kFormatVersion);
  if (version == kFormatVersion) return;
  throw Error(ErrorKind::kInvalid,
              "format_version {} is not known to this darties, which reads {}: {}", version,
              kFormatVersion,
              version > kFormatVersion ? "install a newer darties" : "correct the number")
      .at(config.find("format_version")->place);
}

void add_ini(Config& config, const std::filesystem::path& file) {
  for (IniEntry& entry : read_ini(read_file(file), shown_path(file))) {
    config.set("variables." + lower_ascii(entry.section) + "." + entry.option,
               std::move(entry.value), ConfigLayer::kIni, std::move(entry.place));
  }
}

void add_environment(Config& config, const std::map<std::string, std::string>& environment) {
  for (const auto& [name, value] : environment) {
    constexpr std::string_view kPrefix = "DARTIES_";
    if (!name.starts_with(kPrefix) || name.find("__") == std::string::npos) continue;
    const std::string key = lower_ascii(replace_all(name.substr(kPrefix.size()), "__", "."));
    set_named(config, key, value, ConfigLayer::kEnvironment, {name});
  }
}

void add_flags(Config& config, const std::vector<std::string>& flags) {
  for (const std::string& flag : flags) {
    const std::size_t equals = flag.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorKind::kInvalid, "--set needs key=value, found: {}", flag.substr(0, equals));
    }
    set_named(config, flag.substr(0, equals), flag.substr(equals + 1), ConfigLayer::kFlag,
              {"--set"});
  }
}

}  // namespace

Config load_config(const ConfigSources& sources) {
  Config config;
  add_defaults(config);
  std::error_code unreachable;  // a home that may not be entered holds nothing for us
  if (!sources.user_file.empty() && std::filesystem::exists(sources.user_file, unreachable)) {
    YamlLayer(config, ConfigLayer::kUser, sources.user_file.string())
        .add(read_file(sources.user_file));
  }
  if (!sources.project_folder.empty()) {
    add_project(config, sources.project_folder);
    const auto ini = sources.project_folder / "dwh.cfg";
    if (std::filesystem::exists(ini)) add_ini(config, ini);
  }
  add_environment(config, sources.environment);
  add_flags(config, sources.flags);
  return config;
}

std::filesystem::path user_config_file() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  if (const auto home = variable("XDG_CONFIG_HOME"); home.is_absolute()) {
    return home / "darties" / "config.yml";
  }
  const auto home = variable("HOME");
  return home.empty() ? home : home / ".config" / "darties" / "config.yml";
}

std::map<std::string, std::string> darties_environment() {
  std::map<std::string, std::string> found;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (!text.starts_with("DARTIES_")) continue;
    const std::size_t equals = text.find('=');
    found.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return found;
}

}  // namespace darties
