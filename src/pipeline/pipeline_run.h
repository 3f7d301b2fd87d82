#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "pipeline/history.h"
#include "pipeline/pipeline.h"
#include "pipeline/project.h"
#include "pipeline/run_observer.h"

namespace darties {

/// What to run, and how.
struct RunOptions {
  std::string pipeline;             ///< name of the DAG
  std::vector<std::string> select;  ///< selectors; empty: all tasks
  std::vector<std::string> exclude;
  std::optional<std::string> ds = {};  ///< logical date; absent: today, UTC
  bool resume = false;                 ///< go on with the last run that did not succeed
  std::vector<std::string> reload;     ///< files that appending loads load anew, or patterns
  std::size_t max_parallel = 0;        ///< 0: one task a core
  std::string command;                 ///< as typed, for the history
  bool plan_only =
      false;  ///< it will not be executed: credentials are hidden in what each task would do
};

/// One task of a plan or a finished run.
struct TaskSummary {
  std::string task;
  std::string op;
  TaskState state = TaskState::kPending;
  int tries = 0;
  Clock::Duration duration{0};
  TaskFigures figures;
  std::string error_kind;
  std::string error;
};

struct RunSummary {
  RunRecord run;
  std::vector<TaskSummary> tasks;  ///< the chosen ones, in the order of the graph
  std::vector<CheckRecord> checks;
  Clock::Duration duration{0};

  /// 0 all well, 1 failed tasks or checks, 130 cancelled.
  int exit_code() const;
  std::size_t count(TaskState state) const;
  TaskFigures totals() const;
};

/// What one task would do, for --dry-run.
struct TaskPlan {
  std::string task;
  std::string op;
  std::vector<std::string> after;
  std::string steps;  ///< SQL, or a description
};

/// One run of a pipeline, from its file to its summary.
///
///     PipelineRun run(project, {.pipeline = "sparkify"}, clock, log);  // throws for every mistake: nothing has run yet
///     const RunSummary summary = run.execute(observer, stop);
///
/// Errors: kNotFound for an unknown pipeline or file, kInvalid for a mistake in them, kUnavailable when the warehouse
///         or the pipeline is busy, kNotFound when there is nothing to resume.
class PipelineRun {
 public:
  PipelineRun(Project& project, RunOptions options, Clock& clock, Logger log);
  ~PipelineRun();

  const Pipeline& pipeline() const;
  const std::string& run_id() const;
  /// The chosen tasks in the order of the graph, with what each would do. Opens no warehouse.
  std::vector<TaskPlan> plan() const;

  RunSummary execute(RunObserver& observer, const std::stop_token& stop);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace darties
