#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "pipeline/sqlite_database.h"

namespace darties::cloud {

/// What a project has taken in an account: names as they were when they were taken, whatever dwh.cfg says by now.
struct Holding {
  std::string project;
  std::string kind;  ///< "provisioned", "serverless"
  std::string region;
  std::string cluster;
  std::string role;
  std::string security_group;
  std::optional<Clock::TimePoint> lease_end;
};

/// A call that changes the account.
struct JournalCall {
  Clock::TimePoint at;
  std::string action;  ///< "iam:CreateRole"
  std::string target;  ///< the thing's name
  std::string state;   ///< "begun", "done", or the service's code
};

/// `.darties/infra.db`: what was about to be done, and what came of it, so that whatever is killed goes on where it was.
/// It never holds a secret: only names, times and codes are given to it.
///
/// Threads: one at a time.
/// Errors:  as SqliteDatabase's; kInvalid for a file of a newer darties.
class Journal {
 public:
  Journal(const std::filesystem::path& state_folder, Clock& clock);
  /// Whether this project ever took anything: asked by every command, so it opens nothing.
  static bool exists(const std::filesystem::path& state_folder);

  std::optional<Holding> holding();
  void hold(const Holding& holding);
  void let_go();

  /// Before a call, and after it.
  std::int64_t begin(std::string_view action, std::string_view target);
  void end(std::int64_t call, std::string_view state);
  /// The last call with this action and target that may have been carried out: "begun" or "done".
  std::optional<JournalCall> last(std::string_view action, std::string_view target);
  /// The newest calls, the oldest of them first.
  std::vector<JournalCall> calls(int most);

  /// What this project made, by its identity.
  void remember(std::string_view kind, std::string_view name, std::string_view identity);
  bool made(std::string_view kind, std::string_view name, std::string_view identity);

 private:
  SqliteDatabase database_;
  Clock& clock_;
};

}  // namespace darties::cloud
