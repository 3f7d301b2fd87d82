#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_records.h"

namespace darties {

/// One task as the executor sees it.
struct ExecutorTask {
  std::string name;
  std::vector<std::size_t> upstream;
  TryPolicy policy;
  TaskState state = TaskState::kPending;  ///< kSkipped: counts as done
};

/// What a change of state is told with.
struct TaskEvent {
  std::size_t task;
  TaskState state;
  int try_number = 0;            ///< 0: it never began
  const Error* error = nullptr;  ///< of a failed try
  Clock::Duration next_try{0};   ///< kRetrying: how long it waits
};

/// Runs a graph of tasks: those whose upstream is done, at most `max_parallel` at once; tries failed ones again as their
/// policy says; stops those that take too long. What comes after a failed task is kUpstreamFailed, everything else goes
/// on. A stop request stops running tasks and cancels the rest.
///
///     Executor executor({.tasks = …, .body = run_task, .on_event = tell, .max_parallel = 2}, clock);
///     const std::vector<TaskState> states = executor.run(stop);
///
/// No thread ever polls: workers sleep until a task is ready.
class Executor {
 public:
  struct Work {
    std::vector<ExecutorTask> tasks;
    /// Runs one try; throws an Error when it fails. The token asks it to stop, for either reason.
    std::function<void(std::size_t task, int try_number, std::stop_token stop)> body;
    /// Called in order of events, never by two threads at once.
    std::function<void(const TaskEvent&)> on_event;
    std::size_t max_parallel = 1;
    /// In [0, 1): spreads the waits between tries.
    std::function<double()> chance = [] { return 0.5; };
  };

  Executor(Work work, Clock& clock);
  ~Executor();

  /// Returns the final state of every task. Throws what a body threw as kBug, when all is quiet again.
  std::vector<TaskState> run(const std::stop_token& stop);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace darties
