#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/clock.h"
#include "pipeline/task_context.h"
#include "warehouse/engine.h"

namespace darties {

/// Which task of which run. The row of darties_internal.task_commits is written in the transaction of the task's own
/// work: it is there exactly when the work is.
struct TaskCommit {
  std::string run_id;
  std::string dag;
  std::string task;
  int try_number = 1;
  std::string ds;
  Clock::TimePoint at;
  TaskFigures figures;
};

/// Writes the row, in the session's transaction.
void record_task_commit(Session& session, const TaskCommit& commit);

/// A run that the warehouse remembers.
struct CommittedRun {
  std::string run_id;
  std::string ds;
  Clock::TimePoint first_commit;
};
/// The last run of a pipeline that committed anything.
std::optional<CommittedRun> last_committed_run(Session& session, const std::string& dag);

/// The tasks of this run whose work is in the warehouse.
std::set<std::string> committed_tasks(Session& session, const std::string& run_id);

}  // namespace darties
