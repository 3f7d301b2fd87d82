#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "base/mutex.h"
#include "pipeline/history.h"

namespace darties {

/// The log of one try as the history keeps it: its first lines and its last ones. A program that writes without end does
/// not fill the disk; how many lines are missing stands between.
///
/// Threads: add() from any thread.
class TaskLog {
 public:
  static constexpr std::size_t kFirstLines = 4'000;
  static constexpr std::size_t kLastLines = 1'000;

  TaskLog(History& history, std::string run_id) : history_(history), run_id_(std::move(run_id)) {}
  /// Hands the last lines to the history.
  ~TaskLog();
  TaskLog(const TaskLog&) = delete;
  TaskLog& operator=(const TaskLog&) = delete;

  void add(LogRow row);

 private:
  History& history_;
  std::string run_id_;
  Mutex mutex_;
  std::size_t lines_ GUARDED_BY(mutex_) = 0;
  std::size_t left_out_ GUARDED_BY(mutex_) = 0;
  std::deque<LogRow> last_ GUARDED_BY(mutex_);
};

}  // namespace darties
