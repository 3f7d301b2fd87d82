// What happens between the beginning of a run and its summary.

#include <unistd.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "base/config.h"
#include "base/disclosure.h"
#include "base/mutex.h"
#include "pipeline/graph.h"
#include "pipeline/load_checks.h"
#include "pipeline/operator.h"
#include "pipeline/pipeline_run_parts.h"
#include "pipeline/run_repair.h"
#include "pipeline/task_commits.h"
#include "pipeline/task_definition.h"
#include "pipeline/timestamps.h"

namespace darties {

/// Writes down that the run began, before anything is done.
void PipelineRun::Parts::begin() {
  begun = clock.elapsed();
  open_history();
  const RunStartLock one_begins(project.state_folder());
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
    refuse_beside_leftovers(record, project.state_folder());
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
  const bool needs_warehouse = std::any_of(tasks.begin(), tasks.end(), [](const ChosenTask& task) {
    return task.spec->op->needs_warehouse;
  });
  std::unique_ptr<Session> session;
  if (needs_warehouse) {
    session = project.engine().connect();
    refuse_unfit_loads(specs(), project, session.get());
  }
  if (!options.resume) return;
  std::set<std::string> committed;
  if (needs_warehouse) {
    committed = committed_tasks(*session, run.run_id);
    repair_tries(*history, run.run_id, committed);
  }
  const std::vector<TryRecord> earlier = history->tries(run.run_id);
  for (ChosenTask& task : tasks) {
    task.is_done = committed.contains(task.spec->name);
    for (const TryRecord& record : earlier) {
      if (record.task != task.spec->name) continue;
      task.earlier_tries = std::max(task.earlier_tries, record.try_number);
      // Without the warehouse the history is all there is.
      if (!task.spec->op->needs_warehouse && record.state == TaskState::kSuccess)
        task.is_done = true;
    }
  }
  for (const ChosenTask& task : tasks) {
    if (!task.is_done) continue;
    auto note = note_of_changed_definition(*task.spec, earlier, pipeline.name, project);
    if (note) notes.push_back(*std::move(note));
  }
}

Executor::Work PipelineRun::Parts::make_work() const {
  const Graph graph(pipeline);
  std::map<std::size_t, std::size_t> position;  // of a task of the pipeline among the chosen
  for (std::size_t i = 0; i < tasks.size(); ++i) position[tasks[i].index] = i;
  Executor::Work work;
  for (const ChosenTask& task : tasks) {
    ExecutorTask entry{.name = task.spec->name, .policy = task.spec->policy};
    for (const std::size_t up : graph.upstream(task.index)) {
      if (const auto found = position.find(up); found != position.end())
        entry.upstream.push_back(found->second);
    }
    if (task.is_done) entry.state = TaskState::kSkipped;
    work.tasks.push_back(std::move(entry));
  }
  work.max_parallel = options.max_parallel > 0 ? options.max_parallel
                                               : std::max(2U, std::thread::hardware_concurrency());
  return work;
}

std::vector<TaskState> PipelineRun::Parts::run_tasks(RunObserver& observer,
                                                     const std::stop_token& stop) {
  Mutex observer_mutex;
  RunParts shared{.project = project,
                  .clock = clock,
                  .history = *history,
                  .observer = observer,
                  .observer_mutex = observer_mutex,
                  .log = log,
                  .run_id = run.run_id,
                  .dag = pipeline.name,
                  .ds = run.ds,
                  .reload = options.reload,
                  .run_lock = lock->descriptor(),
                  .secrets = secrets};
  for (ChosenTask& task : tasks) {
    const std::string op(task.spec->op->name);
    task.summary = {.task = task.spec->name, .op = op};
    task.record = {.run_id = run.run_id, .task = task.spec->name, .op = op};
    task.record.definition = definition_of(*task.spec, project);
  }
  for (const std::string& note : notes) observer.on_note(note);
  Executor::Work work = make_work();
  work.body = [&](std::size_t task, int number, const std::stop_token& ask) {
    run_task(shared, tasks[task], number, ask);
  };
  work.on_event = [&](const TaskEvent& event) { on_event(shared, event); };
  std::mt19937 random{std::random_device()()};
  work.chance = [&random] { return std::uniform_real_distribution<>(0.0, 1.0)(random); };
  return Executor(std::move(work), clock).run(stop);
}

void PipelineRun::Parts::run_task(RunParts& shared, ChosenTask& task, int try_number,
                                  const std::stop_token& stop) {
  TaskRun context(shared, *task.spec, task.earlier_tries + try_number, stop);
  try {
    context.run();
    task.record.figures = context.figures();
  } catch (...) {
    task.record.figures = context.figures();
    throw;
  }
}

void PipelineRun::Parts::on_event(RunParts& shared, const TaskEvent& event) {
  ChosenTask& task = tasks[event.task];
  TryRecord& record = task.record;
  record.state = event.state;
  if (event.state == TaskState::kRunning) {
    record = {.run_id = run.run_id,
              .task = record.task,
              .try_number = task.earlier_tries + event.try_number,
              .op = record.op,
              .state = event.state,
              .started = clock.now(),
              .definition = record.definition};
  } else if (event.state != TaskState::kSkipped) {
    record.try_number = event.try_number == 0 ? 0 : task.earlier_tries + event.try_number;
    if (event.try_number > 0) record.ended = clock.now();
    record.error_kind = event.error == nullptr ? "" : to_string(event.error->kind());
    record.error = event.error == nullptr ? "" : hide_values(event.error->what(), secrets);
    record.next_try = event.next_try;
    record.tries_allowed = task.spec->policy.retries + 1;
  }
  TaskSummary& summary = task.summary;
  summary.state = event.state;
  summary.tries = event.try_number;
  summary.figures = record.figures;
  summary.error_kind = record.error_kind;
  summary.error = record.error;
  if (record.started && record.ended) {
    summary.duration = std::chrono::duration_cast<Clock::Duration>(*record.ended - *record.started);
  }
  if (event.state != TaskState::kSkipped) history->put(record);
  const MutexLock lock_observer(shared.observer_mutex);
  shared.observer.on_task(record);
}

RunSummary PipelineRun::Parts::finish(const std::vector<TaskState>& states) {
  const auto any = [&](TaskState state) {
    return std::find(states.begin(), states.end(), state) != states.end();
  };
  run.state = RunState::kSuccess;
  if (any(TaskState::kFailed) || any(TaskState::kUpstreamFailed)) run.state = RunState::kFailed;
  if (any(TaskState::kCancelled)) run.state = RunState::kCancelled;
  RunSummary summary{.duration = clock.elapsed() - begun};
  for (const ChosenTask& task : tasks) summary.tasks.push_back(task.summary);
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
