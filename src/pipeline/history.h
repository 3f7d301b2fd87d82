#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/run_records.h"

namespace darties {

/// What ran, when, and what came of it: SQLite in `.darties/history.db`.
///
///     auto history = History::open(project.state_folder() / "history.db");
///     history->put(run);               // queued: a thread writes batches
///     history->put(TryRecord{…});
///     history->flush();                // all of it is in the file now
///     for (const RunRecord& run : history->runs({.dag = "sparkify"})) …
///
/// The truth about finished work in the warehouse is darties_internal.task_commits; the history is repaired from it.
/// Threads: the put… methods and flush() from any thread; the reading ones from one thread at a time.
/// Errors: those of the file; a failed write is thrown by the next flush().
class History {
 public:
  /// Opens the file to write, and makes it when there is none.
  static std::unique_ptr<History> open(const std::filesystem::path& file);
  /// Opens the file to read; null when there is none.
  static std::unique_ptr<History> open_to_read(const std::filesystem::path& file);
  /// Writes what is queued; a failure is lost, flush() before.
  ~History();

  /// Adds the record or replaces the one with the same key.
  void put(const RunRecord& run);
  void put(const TryRecord& record);
  void put_log(const std::string& run_id, const LogRow& row);
  void put_check(const std::string& run_id, const CheckRecord& check);
  void put_reject(const std::string& run_id, const RejectRecord& reject);
  void flush();

  struct RunFilter {
    std::string dag;  ///< empty: all
    std::size_t limit = 20;
  };
  /// Newest first.
  std::vector<RunRecord> runs(const RunFilter& filter);
  /// The run of this id, or the only one whose id ends with or begins with it; "last" is the newest.
  /// Throws kNotFound, and kInvalid when several fit.
  RunRecord run(const std::string& id);
  /// All tries in the order they began.
  std::vector<TryRecord> tries(const std::string& run_id);
  std::vector<LogRow> logs(const std::string& run_id, const std::string& task = "");
  /// Of the last try of each task: what an earlier one found no longer counts.
  std::vector<CheckRecord> checks(const std::string& run_id);
  std::vector<RejectRecord> rejects(const std::string& run_id);

  /// Deletes all but the newest `keep` runs of each pipeline. Running ones stay.
  void retain(std::size_t keep);

 private:
  struct Parts;
  explicit History(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

inline constexpr std::size_t kRunsKept = 200;

}  // namespace darties
