#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/executor.h"
#include "pipeline/pipeline_run.h"
#include "pipeline/run_lock.h"
#include "pipeline/task_run.h"

namespace darties {

/// One chosen task, with all that the run knows of it. All of them are there before the first thread starts. From then on
/// a task's fields are touched by one thread at a time: the worker that runs its try, or whoever tells an event of it
/// under the executor's lock.
struct ChosenTask {
  std::size_t index = 0;  ///< in pipeline.tasks
  const TaskSpec* spec = nullptr;
  std::string steps;      ///< what it would do
  bool is_done = false;   ///< in the run that is resumed
  int earlier_tries = 0;  ///< in the run that is resumed
  TryRecord record;       ///< of the last try
  TaskSummary summary;
};

/// What a PipelineRun is made of. Private to pipeline_run.cpp, which prepares, and pipeline_run_execute.cpp, which runs.
struct PipelineRun::Parts {
  Parts(Project& project_, RunOptions options_, Clock& clock_, Logger log_)
      : project(project_), options(std::move(options_)), clock(clock_), log(std::move(log_)) {}

  void prepare();
  void prepare_resume();
  std::vector<const TaskSpec*> specs() const;  // of the chosen
  void refuse_reload_of_nothing();
  void check_plans();
  void open_history();
  void begin();
  void refuse_second_run();
  void find_done_tasks();
  std::vector<TaskState> run_tasks(RunObserver& observer, const std::stop_token& stop);
  Executor::Work make_work() const;
  void run_task(RunParts& shared, ChosenTask& task, int try_number, const std::stop_token& stop);
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
  std::vector<ChosenTask> tasks;     // in the order of the graph
  std::vector<std::string> secrets;  // that parameters hold: hidden in errors and logs

  std::unique_ptr<History> history;
  std::optional<RunLock> lock;
  std::vector<std::string> notes;  // for the observer, before the tasks begin
};

}  // namespace darties
