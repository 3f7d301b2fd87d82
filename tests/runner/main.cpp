// Runs the text cases below the given folders, each in a new warehouse and an empty lake of its own.
//
//     cases_runner ROOT tests/cases/redshift [more folders or files]
//     cases_runner --postgres "host=/tmp/x user=y" ROOT tests/cases    the parts marked `also postgres`, there

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "lake/lake.h"
#include "runner/case_file.h"
#include "runner/postgres_engine.h"
#include "runner/run_case.h"
#include "warehouse/engines/registry.h"

namespace fs = std::filesystem;

namespace darties::tests {
namespace {

/// A folder that goes when the case is over.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "darties-case-XXXXXX").string();
    if (!mkdtemp(name.data()))
      throw Error(ErrorKind::kUnavailable, "no temporary folder: {}", name);
    path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// The buckets that a case may name: empty folders.
std::map<std::string, fs::path> buckets_for_cases(const fs::path& scratch) {
  std::map<std::string, fs::path> folders;
  for (const auto* name : {"test", "lake", "other", "udacity-dend", "darties-lake"}) {
    folders[name] = scratch / "lake" / name;
    fs::create_directories(folders[name]);
  }
  return folders;
}

std::vector<Failure> run_in_scratch(const CaseFile& test, const std::string& root) {
  ScratchFolder scratch;
  Lake lake(buckets_for_cases(scratch.path()));
  const auto engine = open_warehouse(
      {.warehouse = scratch.path() / "warehouse.duckdb", .threads = 2, .command = "cases"}, lake,
      system_clock());
  if (!has_what_it_needs(test, engine->capabilities())) return {};
  return run_case(test, *engine, lake, root);
}

/// What the command line asks for.
struct Task {
  std::string postgres;  ///< how to reach PostgreSQL; empty: run on the embedded engine
  std::string root;
  std::vector<std::string> files;
};

std::vector<Failure> run_on_postgres(const CaseFile& test, const Task& task) {
  ScratchFolder scratch;
  Lake lake(buckets_for_cases(scratch.path()));
  return run_case(test, *open_postgres(task.postgres), lake, task.root);
}

std::vector<Failure> run_file(const std::string& path, const Task& task) {
  try {
    const auto test = read_case_file(path);
    if (task.postgres.empty()) return run_in_scratch(test, task.root);
    return run_on_postgres(postgres_part(test), task);
  } catch (const std::exception& error) {
    return {{path, 0, error.what()}};
  }
}

std::vector<std::string> case_files(int count, char** names) {
  std::vector<std::string> files;
  for (int i = 0; i < count; ++i) {
    if (!fs::is_directory(names[i])) {
      files.emplace_back(names[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(names[i])) {
      if (entry.path().extension() == ".test") files.push_back(entry.path().string());
    }
  }
  std::ranges::sort(files);
  return files;
}

/// The case files of the command line that have something to run there.
Task task_of(int argc, char** argv) {
  Task task;
  if (argc > 2 && std::string(argv[1]) == "--postgres") {
    task.postgres = argv[2];
    argc -= 2;
    argv += 2;
  }
  if (argc < 3)
    throw Error(ErrorKind::kInvalid, "usage: cases_runner [--postgres HOW] ROOT FOLDER…");
  task.root = argv[1];
  task.files = case_files(argc - 2, argv + 2);
  if (!task.postgres.empty()) {
    std::erase_if(task.files, [](const std::string& path) {
      return postgres_part(read_case_file(path)).steps.empty();
    });
  }
  return task;
}

int main(const Task& task) {
  int passed = 0, failed = 0;
  for (const auto& path : task.files) {
    const auto failures = run_file(path, task);
    (failures.empty() ? passed : failed) += 1;
    for (const auto& failure : failures) {
      fmt::print("{}:{}: {}\n", failure.path, failure.line, failure.text);
    }
  }
  fmt::print("{} passed, {} failed\n", passed, failed);
  return failed > 0 || passed == 0 ? 1 : 0;
}

}  // namespace
}  // namespace darties::tests

int main(int argc, char** argv) {
  try {
    return darties::tests::main(darties::tests::task_of(argc, argv));
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
