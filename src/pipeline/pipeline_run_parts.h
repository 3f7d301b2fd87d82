#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/executor.h"
#include "pipeline/pipeline_run.h"
#include "pipeline/run_lock.h"
#include "pipeline/task_run.h"

namespace darties {

/// What a PipelineRun is made of. Private to pipeline_run.cpp, which prepares, and pipeline_run_execute.cpp, which runs.
struct PipelineRun::Parts {
  Parts(Project& project_, RunOptions options_, Clock& clock_, Logger log_)
      : project(project_), options(std::move(options_)), clock(clock_), log(std::move(log_)) {}

  void prepare();
  void prepare_resume();
  void check_plans();
  void open_history();
  void begin();
  void refuse_second_run();
  void find_done_tasks();
  std::vector<TaskState> run_tasks(RunObserver& observer, const std::stop_token& stop);
  void run_task(RunParts& shared, std::size_t task, int try_number, const std::stop_token& stop);
  void on_event(RunParts& shared, const TaskEvent& event);
  RunSummary finish(const std::vector<TaskState>& states);
  void abandon(const Error& error);

  Project& project;
  RunOptions options;
  Clock& clock;
  Logger log;

  RunRecord run;
  Clock::Duration begun{0};
  Pipeline pipeline;
  std::vector<std::size_t> chosen;  // indexes into pipeline.tasks, in the order of the graph
  std::vector<TaskPlan> plans;      // of the chosen

  std::unique_ptr<History> history;
  std::optional<RunLock> lock;
  std::set<std::string> done;                // tasks that the resumed run has finished
  std::map<std::string, int> earlier_tries;  // of the resumed run
  std::vector<TaskSummary> summaries;        // of the chosen
  std::vector<TryRecord> current;            // the last try of each chosen task
};

}  // namespace darties
