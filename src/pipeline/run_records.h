#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "pipeline/task_context.h"

namespace darties {

enum class RunState {
  kRunning,
  kSuccess,
  kFailed,       ///< finished, with failed tasks or checks
  kCancelled,    ///< someone asked to stop
  kInterrupted,  ///< its process died
};
std::string_view to_string(RunState state);
RunState parse_run_state(std::string_view text);

enum class TaskState {
  kPending,
  kRunning,
  kRetrying,  ///< failed, waits for its next try
  kSuccess,
  kFailed,
  kUpstreamFailed,  ///< a task before it failed
  kSkipped,         ///< done already, in the run that is being resumed
  kCancelled,
};
std::string_view to_string(TaskState state);
TaskState parse_task_state(std::string_view text);
/// Whether nothing more happens to it in this run.
bool is_final(TaskState state);

/// One run of a pipeline. Times are UTC.
struct RunRecord {
  std::string run_id;
  std::string dag;
  std::string ds;
  RunState state = RunState::kRunning;
  Clock::TimePoint started;
  std::optional<Clock::TimePoint> ended;
  std::int64_t pid = 0;
  std::string command;    ///< as typed, without secrets
  std::string settings;   ///< --set of the run, one a line, without secrets: what resume uses again
  std::string selection;  ///< --select and --exclude
  std::string error;      ///< why it could not go on
};

/// One try of one task.
struct TryRecord {
  std::string run_id;
  std::string task;
  int try_number = 1;
  std::string op;  ///< the operator's name
  TaskState state = TaskState::kPending;
  std::optional<Clock::TimePoint> started;
  std::optional<Clock::TimePoint> ended;
  TaskFigures figures;
  std::string error_kind;
  std::string error;
  /// kRetrying: how long it waits, and how many tries it has in all. Not kept in the history.
  Clock::Duration next_try{0};
  int tries_allowed = 0;
  std::string definition;  ///< hash of the task as it was then: operator, parameters, SQL
};

struct LogRow {
  std::string task;
  int try_number = 0;
  Clock::TimePoint at;
  std::string level;
  std::string text;
};

struct CheckRecord {
  std::string task;
  int try_number = 1;
  CheckResult result;
};

struct RejectRecord {
  std::string task;
  int try_number = 1;
  Reject reject;
};

}  // namespace darties
