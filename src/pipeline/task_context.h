#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "clean/reject.h"
#include "warehouse/engine.h"

namespace darties {

class Lake;
class Logger;
class Project;

/// What a task did so far. Every row is accounted for: where a task loads, read = loaded + unchanged + rejected and
/// loaded = inserted + updated.
struct TaskFigures {
  std::int64_t rows_read = 0;
  std::int64_t rows_loaded = 0;
  std::int64_t rows_rejected = 0;
  std::int64_t rows_inserted = 0;
  std::int64_t rows_updated = 0;
  std::int64_t rows_deleted = 0;    ///< of the table, before the load
  std::int64_t rows_unchanged = 0;  ///< read, and in the table already
  std::int64_t bytes = 0;
  std::int64_t files = 0;

  TaskFigures& operator+=(const TaskFigures& more);
};

enum class Severity { kWarn, kError };
std::string_view to_string(Severity severity);

/// What one check found.
struct CheckResult {
  std::string name;         ///< "sales_12_months", "not_null(songplays.user_id)"
  std::string description;  ///< the sentence of the check
  Severity severity = Severity::kError;
  std::int64_t offending = 0;
  std::int64_t threshold = 0;  ///< passes up to so many offending rows
  std::vector<std::string> columns;
  std::vector<Row> rows;  ///< the first offending rows, at most kMaxOffendingRows
  std::string error;      ///< the check itself could not be evaluated

  bool passed() const { return error.empty() && offending <= threshold; }
};
/// ": left 5, right 7": the values of an offending row that is alone and short; else empty.
std::string values_of_only_row(const CheckResult& result);
inline constexpr std::size_t kMaxOffendingRows = 100;

/// All that an operator may touch while its task runs: the warehouse, the lake, the folder, and the
/// places to tell what it did.
///
///     context.transaction([&](Session& session) {
///       const Result result = session.execute(sql, {.file = file});
///       context.add({.rows_loaded = result.affected_rows});
///     });
///
/// Threads: the task's own thread, except add(), set_progress(), log(), report() and keep_reject():
/// any thread.
class TaskContext {
 public:
  virtual ~TaskContext() = default;

  virtual const std::string& run_id() const = 0;
  virtual const std::string& dag() const = 0;
  virtual const std::string& task() const = 0;

  virtual Project& project() = 0;
  virtual Lake& lake() = 0;
  /// The project folder; relative paths of parameters start there.
  virtual const std::filesystem::path& folder() const = 0;
  virtual Clock& clock() = 0;
  /// Requested when the run is cancelled or the task's time is over. Statements of session() are
  /// interrupted too.
  virtual std::stop_token stop() const = 0;
  /// The files that appending loads load anew (`--reload`): addresses, names or shell patterns.
  virtual const std::vector<std::string>& reload() const = 0;
  /// The text without the credentials that parameters of the run hold: for what a program printed.
  virtual std::string without_secrets(std::string text) const = 0;
  /// The descriptor of the run's lock, for programs to inherit: the run counts as going on while one of them lives.
  /// -1: none.
  virtual int run_lock() const = 0;

  /// The task's own connection, opened on first use.
  virtual Session& session() = 0;

  /// Runs `work` in one transaction that also records, in darties_internal.task_commits, that this
  /// task is done. Rolled back when `work` throws. A task calls it once, for all that it changes.
  virtual void transaction(const std::function<void(Session&)>& work) = 0;
  /// Records that the task is done, for work that is not, or can not be, in one transaction.
  virtual void mark_done() = 0;

  /// Adds to the task's figures.
  virtual void add(const TaskFigures& more) = 0;
  /// How far the running step is, for the progress bar; replaces what was said before.
  virtual void set_progress(const Progress& progress) = 0;
  /// Lines that carry run and task, and are kept in the history.
  virtual const Logger& log() const = 0;
  virtual void report(CheckResult result) = 0;
  /// Keeps a rejected cell in the history (the first ones of a task). Does not count: add() does.
  virtual void keep_reject(const Reject& reject) = 0;
};

}  // namespace darties
