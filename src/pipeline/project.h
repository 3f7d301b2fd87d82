#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lake/lake.h"
#include "warehouse/engine.h"

namespace darties {

class Config;

/// A project: a folder with its darties.yml, its lake and its own warehouse.
///
///     auto project = Project::open(std::filesystem::current_path(), settings);
///     project->engine().connect()->execute("SELECT 1");
///
/// Nothing is opened before it is asked for: a command that lists pipelines never loads the
/// warehouse. Threads: every method may be called from any thread at the same time. Errors:
/// kNotFound when no darties.yml is in the folder or above it; kInvalid with the place of a mistake
/// in it.
class Project {
 public:
  /// Finds darties.yml in `start` or the nearest folder above. `settings` are those of the command
  /// line
  /// (`--set lake.buckets.x=DIR`), which win over all others.
  static std::unique_ptr<Project> open(const std::filesystem::path& start,
                                       const std::map<std::string, std::string>& settings = {});
  /// The folder with darties.yml at or above `start`; nothing when there is none.
  static std::optional<std::filesystem::path> find_folder(const std::filesystem::path& start);

  ~Project();

  const std::string& name() const { return name_; }
  const std::filesystem::path& folder() const { return folder_; }
  /// `.darties` of the project; made on first use.
  std::filesystem::path state_folder();
  /// `path` as seen from the project folder.
  std::filesystem::path resolve(std::string_view path) const;

  const Config& config() const { return *config_; }
  /// What `{{ name }}` may name: variables of darties.yml, `s3.log_data` and all other sections of
  /// dwh.cfg, lower case. Sections that hold secrets (aws, cluster, dwh) are left out.
  const std::map<std::string, std::string>& variables() const { return variables_; }

  Lake& lake();
  /// The warehouse of the chosen target, opened on first call.
  Engine& engine();
  bool engine_is_open() const;

  /// pipelines/*.yml, sorted by name.
  std::vector<std::filesystem::path> pipeline_files() const;

 private:
  Project(std::filesystem::path folder, std::unique_ptr<Config> config);

  std::filesystem::path folder_;
  std::unique_ptr<Config> config_;
  std::string name_;
  std::map<std::string, std::string> variables_;
  mutable std::mutex mutex_;  // guards lake_ and engine_
  std::unique_ptr<Lake> lake_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace darties
