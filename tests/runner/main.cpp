// Runs the text cases below the given folders, each in a new warehouse and an empty lake of its own.
//
//     cases_runner ROOT tests/cases/redshift [more folders or files]
//     cases_runner --states reopened,threads_4 ROOT tests/cases          in these states of storage (storage_state.h)
//     cases_runner --states each ROOT tests/cases                        each case in one of them; all: in all of them
//     cases_runner --postgres "host=/tmp/x user=y" ROOT tests/cases    the parts marked `also postgres`, there

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/text.h"
#include "lake/lake.h"
#include "runner/case_file.h"
#include "runner/postgres_engine.h"
#include "runner/run_case.h"
#include "runner/stage.h"
#include "runner/storage_state.h"
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

/// What the command line asks for.
struct Task {
  std::string postgres;  ///< how to reach PostgreSQL; empty: run on the embedded engine
  std::vector<const StorageState*> states;
  bool one_state_each = false;  ///< each case in one of the states, by its name
  LeftOut left_out;
  std::string root;
  std::vector<std::string> files;
};

std::vector<Failure> run_in_state(const CaseFile& test, const StorageState& state,
                                  const std::string& root) {
  ScratchFolder scratch;
  Lake lake(buckets_for_cases(scratch.path()));
  const Target target{.warehouse = scratch.path() / "warehouse.duckdb",
                      .threads = state.threads,
                      .command = "cases"};
  Stage stage([&] { return open_warehouse(target, lake, system_clock()); }, state);
  if (!has_what_it_needs(test, stage.engine().capabilities())) return {};
  return run_case(test, stage, lake, root);
}

std::vector<Failure> run_on_postgres(const CaseFile& test, const Task& task) {
  ScratchFolder scratch;
  Lake lake(buckets_for_cases(scratch.path()));
  Stage stage([&] { return open_postgres(task.postgres); }, storage_states().front());
  return run_case(test, stage, lake, task.root);
}

/// A case that is left out of the state must not hold there.
std::vector<Failure> judge_left_out(std::vector<Failure> failures, const LeftOut::Entry* entry,
                                    const std::string& path) {
  if (entry == nullptr) return failures;
  if (!failures.empty()) return {};
  return {{path, entry->line, "holds by now, so that nothing is left out: take the line away"}};
}

std::vector<Failure> run_file(const std::string& path, const StorageState& state,
                              const Task& task) {
  const auto* left_out = task.left_out.find(path, state.name);
  std::vector<Failure> failures;
  try {
    const auto test = read_case_file(path);
    failures = task.postgres.empty() ? run_in_state(test, state, task.root)
                                     : run_on_postgres(postgres_part(test), task);
  } catch (const std::exception& error) {
    failures = {{path, 0, error.what()}};
  }
  return judge_left_out(std::move(failures), left_out, task.left_out.path());
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

/// "each": every case in one state; "all": every case in every state; else the names of states with commas.
void choose_states(Task& task, const std::string& choice) {
  task.one_state_each = choice == "each";
  if (choice == "each" || choice == "all") {
    for (const StorageState& state : storage_states()) {
      if (choice == "all" || !(state.is_slow || state.name == "plain"))
        task.states.push_back(&state);
    }
    return;
  }
  for (const auto name : split(choice, ',')) task.states.push_back(&find_storage_state(name));
}

/// The case files of the command line that have something to run there.
Task task_of(int argc, char** argv) {
  Task task;
  std::string states = "plain";
  for (; argc > 2 && std::string_view(argv[1]).starts_with("--"); argc -= 2, argv += 2) {
    if (std::string_view(argv[1]) == "--postgres") task.postgres = argv[2];
    if (std::string_view(argv[1]) == "--states") states = argv[2];
  }
  if (argc < 3) {
    throw Error(ErrorKind::kInvalid,
                "usage: cases_runner [--postgres HOW] [--states each|all|NAME,…] ROOT FOLDER…");
  }
  choose_states(task, states);
  task.root = argv[1];
  task.files = case_files(argc - 2, argv + 2);
  if (states != "plain") task.left_out = LeftOut(task.root + "/tests/cases/states.txt");
  if (!task.postgres.empty()) {
    std::erase_if(task.files, [](const std::string& path) {
      return postgres_part(read_case_file(path)).steps.empty();
    });
  }
  return task;
}

/// The states a case runs in. By its name and not by its number: another case more leaves it where it was.
std::vector<const StorageState*> states_of(const std::string& path, const Task& task) {
  if (!task.one_state_each) return task.states;
  const std::string name = fs::path(path).filename().string();
  std::uint32_t number = 0;
  for (const char c : name) number = number * 31 + static_cast<unsigned char>(c);
  return {task.states[number % task.states.size()]};
}

int list_states() {
  for (const StorageState& state : storage_states()) fmt::print("{}\n", state.name);
  return 0;
}

int main(const Task& task) {
  int passed = 0, failed = 0;
  for (const auto& path : task.files) {
    for (const StorageState* state : states_of(path, task)) {
      const auto failures = run_file(path, *state, task);
      (failures.empty() ? passed : failed) += 1;
      for (const auto& failure : failures) {
        fmt::print("{}:{}: [{}] {}\n", failure.path, failure.line, state->name, failure.text);
      }
    }
  }
  fmt::print("{} passed, {} failed\n", passed, failed);
  return failed > 0 || passed == 0 ? 1 : 0;
}

}  // namespace
}  // namespace darties::tests

int main(int argc, char** argv) {
  try {
    if (argc == 2 && std::string_view(argv[1]) == "--list-states")
      return darties::tests::list_states();
    return darties::tests::main(darties::tests::task_of(argc, argv));
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
