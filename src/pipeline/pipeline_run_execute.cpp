// What happens between the beginning of a run and its summary.

#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <random>
#include <thread>

#include "base/config.h"
#include "pipeline/graph.h"
#include "pipeline/operator.h"
#include "pipeline/pipeline_run_parts.h"
#include "pipeline/run_repair.h"
#include "pipeline/task_commits.h"
#include "pipeline/timestamps.h"

namespace darties {

/// Writes down that the run began, before anything is done.
void PipelineRun::Parts::begin() {
  begun = clock.elapsed();
  open_history();
  mark_interrupted_runs(*history, project.state_folder(), clock);
  refuse_second_run();
  lock = RunLock::take(project.state_folder(), run.run_id);
  if (!options.resume) run.started = clock.now();
  run.state = RunState::kRunning;
  run.ended.reset();
  run.error.clear();
  run.pid = ::getpid();
  run.command = options.command;
  history->put(run);
  history->flush();
}

void PipelineRun::Parts::refuse_second_run() {
  int going_on = 0;
  RunRecord other;
  for (const RunRecord& record : history->runs({.dag = pipeline.name, .limit = 50})) {
    if (record.state != RunState::kRunning) continue;
    ++going_on;
    other = record;
  }
  if (going_on < pipeline.max_active_runs) return;
  throw Error(ErrorKind::kUnavailable,
              "{} is running already: run {}, process {}, since {}. Wait for it, or raise "
              "max_active_runs in {}",
              pipeline.name, other.run_id, other.pid, local_time(other.started), pipeline.file);
}

/// Opens the warehouse, if any task needs it, and asks it what a resumed run has done.
void PipelineRun::Parts::find_done_tasks() {
  const bool needs_warehouse = std::any_of(chosen.begin(), chosen.end(), [&](std::size_t task) {
    return pipeline.tasks[task].op->needs_warehouse;
  });
  if (needs_warehouse) project.engine();
  if (!options.resume) return;
  if (needs_warehouse) {
    const auto session = project.engine().connect();
    done = committed_tasks(*session, run.run_id);
    repair_tries(*history, run.run_id, done);
  }
  for (const TryRecord& record : history->tries(run.run_id)) {
    int& tries = earlier_tries[record.task];
    tries = std::max(tries, record.try_number);
    const auto task = std::find_if(pipeline.tasks.begin(), pipeline.tasks.end(),
                                   [&](const TaskSpec& spec) { return spec.name == record.task; });
    const bool has_no_truth = task != pipeline.tasks.end() && !task->op->needs_warehouse;
    if (has_no_truth && record.state == TaskState::kSuccess) done.insert(record.task);
  }
}

std::vector<TaskState> PipelineRun::Parts::run_tasks(RunObserver& observer,
                                                     const std::stop_token& stop) {
  std::mutex observer_mutex;
  RunParts shared{.project = project,
                  .clock = clock,
                  .history = *history,
                  .observer = observer,
                  .observer_mutex = observer_mutex,
                  .log = log,
                  .run_id = run.run_id,
                  .dag = pipeline.name,
                  .ds = run.ds,
                  .reload = options.reload};
  const Graph graph(pipeline);
  std::map<std::size_t, std::size_t> position;  // of a task of the pipeline among the chosen
  for (std::size_t i = 0; i < chosen.size(); ++i) position[chosen[i]] = i;
  Executor::Work work;
  for (const std::size_t index : chosen) {
    const TaskSpec& task = pipeline.tasks[index];
    ExecutorTask entry{.name = task.name, .policy = task.policy};
    for (const std::size_t up : graph.upstream(index)) {
      if (const auto found = position.find(up); found != position.end())
        entry.upstream.push_back(found->second);
    }
    if (done.contains(task.name)) entry.state = TaskState::kSkipped;
    work.tasks.push_back(std::move(entry));
    summaries.push_back({.task = task.name, .op = std::string(task.op->name)});
    current.push_back({.run_id = run.run_id, .task = task.name, .op = std::string(task.op->name)});
  }
  work.body = [&](std::size_t task, int number, const std::stop_token& ask) {
    run_task(shared, task, number, ask);
  };
  work.on_event = [&](const TaskEvent& event) { on_event(shared, event); };
  work.max_parallel = options.max_parallel > 0 ? options.max_parallel
                                               : std::max(2U, std::thread::hardware_concurrency());
  std::mt19937 random{std::random_device()()};
  work.chance = [&random] { return std::uniform_real_distribution<>(0.0, 1.0)(random); };
  return Executor(std::move(work), clock).run(stop);
}

void PipelineRun::Parts::run_task(RunParts& shared, std::size_t task, int try_number,
                                  const std::stop_token& stop) {
  const TaskSpec& spec = pipeline.tasks[chosen[task]];
  TaskRun context(shared, spec, earlier_tries[spec.name] + try_number, stop);
  try {
    context.run();
    current[task].figures = context.figures();
  } catch (...) {
    current[task].figures = context.figures();
    throw;
  }
}

void PipelineRun::Parts::on_event(RunParts& shared, const TaskEvent& event) {
  TryRecord& record = current[event.task];
  TaskSummary& summary = summaries[event.task];
  record.state = event.state;
  summary.state = event.state;
  if (event.state == TaskState::kRunning) {
    record = {.run_id = run.run_id,
              .task = record.task,
              .try_number = earlier_tries[record.task] + event.try_number,
              .op = record.op,
              .state = event.state,
              .started = clock.now()};
  } else if (event.state != TaskState::kSkipped) {
    record.try_number = event.try_number == 0 ? 0 : earlier_tries[record.task] + event.try_number;
    if (event.try_number > 0) record.ended = clock.now();
    record.error_kind = event.error == nullptr ? "" : to_string(event.error->kind());
    record.error = event.error == nullptr ? "" : event.error->what();
  }
  summary.tries = event.try_number;
  summary.figures = record.figures;
  summary.error_kind = record.error_kind;
  summary.error = record.error;
  if (record.started && record.ended) {
    summary.duration = std::chrono::duration_cast<Clock::Duration>(*record.ended - *record.started);
  }
  if (event.state != TaskState::kSkipped) history->put(record);
  const std::lock_guard lock_observer(shared.observer_mutex);
  shared.observer.on_task(record);
}

RunSummary PipelineRun::Parts::finish(const std::vector<TaskState>& states) {
  const auto any = [&](TaskState state) {
    return std::find(states.begin(), states.end(), state) != states.end();
  };
  run.state = RunState::kSuccess;
  if (any(TaskState::kFailed) || any(TaskState::kUpstreamFailed)) run.state = RunState::kFailed;
  if (any(TaskState::kCancelled)) run.state = RunState::kCancelled;
  RunSummary summary{.tasks = summaries, .duration = clock.elapsed() - begun};
  run.ended = clock.now();
  history->put(run);
  history->retain(static_cast<std::size_t>(
      std::max<std::int64_t>(1, project.config().number("history.runs_kept", kRunsKept))));
  summary.run = run;
  summary.checks = history->checks(run.run_id);
  return summary;
}

/// The run could not go on: says so in the history.
void PipelineRun::Parts::abandon(const Error& error) {
  run.state = error.kind() == ErrorKind::kCancelled ? RunState::kCancelled : RunState::kFailed;
  run.ended = clock.now();
  run.error = error.what();
  history->put(run);
  history->flush();
}

}  // namespace darties
