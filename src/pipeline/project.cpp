#include "pipeline/project.h"

#include <algorithm>
#include <map>

#include "base/aws/access.h"
#include "base/config.h"
#include "base/files.h"
#include "base/own_files.h"
#include "base/text.h"
#include "pipeline/duration.h"
#include "warehouse/engines/registry.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

std::map<std::string, fs::path> bucket_folders(const Config& config, const fs::path& folder) {
  std::map<std::string, fs::path> folders = {
      {std::string(kManifestBucket), folder / ".darties" / "manifests"}};
  for (const auto& [bucket, entry] : config.below("lake.buckets")) {
    folders.emplace(bucket, (folder / entry.value).lexically_normal());
  }
  return folders;
}

std::string target_key(const Config& config) {
  return "targets." + config.text("target", "embedded") + ".";
}

fs::path warehouse_file(const Config& config, const Project& project) {
  return project.resolve(
      config.text(target_key(config) + "warehouse", ".darties/warehouse.duckdb"));
}

/// The engine of the chosen target: its `kind`, or a target that is called like its engine.
std::string engine_kind(const Config& config) {
  const std::string name = config.text("target", "embedded");
  std::vector<std::string> known = {"embedded"};
  for (const auto& [key, entry] : config.below("targets"))
    known.push_back(key.substr(0, key.find('.')));
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    const ConfigEntry* entry = config.find("target");
    throw Error(ErrorKind::kInvalid, "target '{}' is not below targets{}", name,
                suggestion(name, known))
        .at(entry == nullptr ? Place{} : entry->place);
  }
  return config.text(target_key(config) + "kind", name);
}

Target read_target(const Config& config, const Project& project, const ProjectOptions& options) {
  const std::string key = target_key(config);
  return {.engine = engine_kind(config),
          .warehouse = warehouse_file(config, project),
          .memory_limit = config.text(key + "memory_limit", ""),
          .threads = static_cast<int>(config.number(key + "threads", 0)),
          .lock_timeout =
              parse_duration(config.text("lock_timeout"), config.find("lock_timeout")->place),
          .command = options.command,
          .stop = options.stop};
}

}  // namespace

std::optional<fs::path> Project::find_folder(const fs::path& start) {
  std::error_code fault;
  for (fs::path folder = fs::absolute(start, fault);; folder = folder.parent_path()) {
    if (fs::exists(folder / "darties.yml", fault)) return folder.lexically_normal();
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

std::unique_ptr<Project> Project::open(const ProjectOptions& options) {
  const auto folder = find_folder(options.start);
  if (!folder) {
    throw Error(
        ErrorKind::kNotFound,
        "no darties.yml in {} or above it: go to a project's folder, or make one with darties init",
        options.start.string());
  }
  if (trim(read_file(*folder / "darties.yml")).empty()) {
    throw Error(ErrorKind::kInvalid, "darties.yml is empty: it begins with 'name: …'")
        .at({.file = (*folder / "darties.yml").string()});
  }
  auto config = std::make_unique<Config>(load_config({.project_folder = *folder,
                                                      .user_file = user_config_file(),
                                                      .environment = darties_environment(),
                                                      .flags = options.flags}));
  return std::unique_ptr<Project>(new Project(*folder, std::move(config), options));
}

Project::Project(fs::path folder, std::unique_ptr<Config> config, ProjectOptions options)
    : folder_(std::move(folder)), config_(std::move(config)), options_(std::move(options)) {
  name_ = config_->text("name", folder_.filename().string());
  for (const auto& [name, entry] : config_->below("variables")) {
    const bool overrides = entry.layer >= ConfigLayer::kEnvironment;
    if (entry.is_secret) {
      secrets_.insert_or_assign(fold_key(name), SecretVariable{entry.secret, overrides});
    } else {
      variables_.set(name, entry.value);
      if (overrides) overriding_.set(name, entry.value);
    }
    const bool only_flag = config_->layers("variables." + name).size() == 1;
    if (entry.layer == ConfigLayer::kFlag && only_flag) flagged_.push_back(name);
  }
}

Project::~Project() = default;

fs::path Project::state_folder() {
  const fs::path folder = folder_ / ".darties";
  make_own_folder(folder);
  return folder;
}

fs::path Project::resolve(std::string_view path) const {
  return (folder_ / fs::path(path)).lexically_normal();
}

bool Project::has_warehouse() const {
  std::error_code fault;
  return fs::exists(warehouse_file(*config_, *this), fault);
}

std::shared_ptr<aws::Access> Project::aws() {
  const MutexLock lock(aws_mutex_);
  if (!aws_) {
    aws_ = std::make_shared<aws::Access>(aws::access_options(*config_, aws::aws_environment()),
                                         system_clock());
  }
  return aws_;
}

Lake& Project::lake() {
  const MutexLock lock(mutex_);
  if (!lake_) {
    lake_ = std::make_unique<Lake>(
        bucket_folders(*config_, folder_),
        LakeInTheCloud{.access = [this] { return aws(); },
                       .assume_roles = config_->flag("aws.assume_roles", false),
                       .stop = options_.stop});
  }
  return *lake_;
}

Engine& Project::engine() {
  Lake& lake = this->lake();
  const MutexLock lock(mutex_);
  if (!engine_)
    engine_ = open_warehouse(read_target(*config_, *this, options_), lake, system_clock());
  return *engine_;
}

bool Project::engine_is_open() const {
  const MutexLock lock(mutex_);
  return engine_ != nullptr;
}

void Project::use_engine(std::unique_ptr<Engine> engine) {
  const MutexLock lock(mutex_);
  engine_ = std::move(engine);
}

std::vector<fs::path> Project::pipeline_files() const {
  std::vector<fs::path> files;
  std::error_code fault;
  for (auto entry = fs::directory_iterator(folder_ / "pipelines", fault);
       !fault && entry != fs::directory_iterator(); entry.increment(fault)) {
    const fs::path& file = entry->path();
    if (file.extension() == ".yml" || file.extension() == ".yaml") files.push_back(file);
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace darties
