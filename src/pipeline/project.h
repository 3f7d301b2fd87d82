#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/mutex.h"
#include "lake/lake.h"
#include "pipeline/pipeline.h"
#include "pipeline/variables.h"
#include "warehouse/engine.h"

namespace darties {

class Config;
namespace aws {
class Access;
}

/// How a project is opened.
struct ProjectOptions {
  std::filesystem::path start;
  std::vector<std::string> flags;   ///< "key=value" of the command line: they win over all others
  std::string command = "darties";  ///< what this process does, for those who wait for its lock
  std::stop_token stop = {};        ///< ends waiting for the warehouse, and every request to S3
};

/// Where manifests of loads stand while they run.
inline constexpr std::string_view kManifestBucket = "darties-manifests";

/// A project: a folder with its darties.yml, its lake and its own warehouse.
///
///     auto project = Project::open({.start = std::filesystem::current_path()});
///     project->engine().connect()->execute("SELECT 1");
///
/// Nothing is opened before it is asked for: a command that lists pipelines never loads the warehouse.
/// Threads: every method may be called from any thread at the same time.
/// Errors:  kNotFound when no darties.yml is in the folder or above it; kInvalid with the place of a mistake in it.
class Project {
 public:
  /// Finds darties.yml in `options.start` or the nearest folder above.
  static std::unique_ptr<Project> open(const ProjectOptions& options);
  /// The folder with darties.yml at or above `start`; nothing when there is none.
  static std::optional<std::filesystem::path> find_folder(const std::filesystem::path& start);

  ~Project();

  const std::string& name() const { return name_; }
  const std::filesystem::path& folder() const { return folder_; }
  /// `.darties` of the project; made on first use.
  std::filesystem::path state_folder();
  /// Whether the warehouse's file is there: engine() would make it.
  bool has_warehouse() const;
  /// `path` as seen from the project folder.
  std::filesystem::path resolve(std::string_view path) const;

  const Config& config() const { return *config_; }
  /// What `{{ name }}` may name: variables of darties.yml and the sections of dwh.cfg (`s3.log_data`). Credentials are
  /// left out: only a parameter that a pipeline declares may hold one.
  const Variables& variables() const { return variables_; }
  /// Those among them that the command line or the environment said: they win over variables of a pipeline.
  const Variables& overriding_variables() const { return overriding_; }
  const SecretVariables& secret_variables() const { return secrets_; }
  /// The names that --set said, to find mistyped ones.
  const std::vector<std::string>& flagged_variables() const { return flagged_; }

  /// How this project reaches AWS, by its settings and this process's environment. Asks nothing before the first call.
  std::shared_ptr<aws::Access> aws();
  /// The buckets of `lake.buckets`, and kManifestBucket, a folder of the project's own; all others are in S3.
  Lake& lake();
  /// The warehouse of the chosen target, opened on first call.
  Engine& engine();
  bool engine_is_open() const;
  /// Puts another engine in its place, for tests.
  void use_engine(std::unique_ptr<Engine> engine);

  /// pipelines/*.yml, sorted by name.
  std::vector<std::filesystem::path> pipeline_files() const;

 private:
  Project(std::filesystem::path folder, std::unique_ptr<Config> config, ProjectOptions options);

  std::filesystem::path folder_;
  std::unique_ptr<Config> config_;
  ProjectOptions options_;
  std::string name_;
  Variables variables_;
  Variables overriding_;
  SecretVariables secrets_;
  std::vector<std::string> flagged_;
  mutable Mutex mutex_;
  Mutex aws_mutex_;
  std::shared_ptr<aws::Access> aws_ GUARDED_BY(aws_mutex_);  // shared with stores
  std::unique_ptr<Lake> lake_ GUARDED_BY(mutex_);
  std::unique_ptr<Engine> engine_ GUARDED_BY(mutex_);  // uses lake_
};

}  // namespace darties
