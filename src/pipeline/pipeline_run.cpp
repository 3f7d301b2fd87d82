#include "pipeline/pipeline_run.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "base/text.h"
#include "pipeline/executor.h"
#include "pipeline/graph.h"
#include "pipeline/operator.h"
#include "pipeline/pipeline_list.h"
#include "pipeline/run_lock.h"
#include "pipeline/run_repair.h"
#include "pipeline/run_settings.h"
#include "pipeline/selector.h"
#include "pipeline/sql_text.h"
#include "pipeline/task_commits.h"
#include "pipeline/task_run.h"
#include "pipeline/timestamps.h"

namespace darties {
namespace {

/// Checks what can be checked without the warehouse, and returns what the task would do.
std::string plan_task(const TaskSpec& task, Project& project) {
  try {
    for (const Param& param : task.op->params) {
      if (param.type != "file" || !task.params.has(param.name)) continue;
      expect_project_file(task.params.at(param.name), task.params.place(param.name), project);
    }
    return task.op->plan == nullptr ? std::string(task.op->summary)
                                    : task.op->plan(task.params, project);
  } catch (Error& error) {
    error.while_doing(fmt::format("checking task {}", task.name));
    throw;
  }
}

std::unique_ptr<History> open_history(Project& project) {
  return History::open(project.state_folder() / "history.db");
}

/// The run that --resume goes on with.
RunRecord find_run_to_resume(History& history, const std::string& dag) {
  const std::vector<RunRecord> newest = history.runs({.dag = dag, .limit = 1});
  if (newest.empty())
    throw Error(ErrorKind::kNotFound, "nothing to resume: {} has not run yet", dag);
  const RunRecord& run = newest.front();
  if (run.state == RunState::kRunning) {
    throw Error(ErrorKind::kUnavailable, "run {} of {} is still going on (process {})", run.run_id,
                dag, run.pid);
  }
  if (run.state == RunState::kSuccess) {
    throw Error(ErrorKind::kNotFound, "nothing to resume: the last run of {}, {}, succeeded", dag,
                run.run_id);
  }
  return run;
}

}  // namespace

int RunSummary::exit_code() const {
  if (run.state == RunState::kCancelled) return darties::exit_code(ErrorKind::kCancelled);
  return run.state == RunState::kSuccess ? 0 : 1;
}

std::size_t RunSummary::count(TaskState state) const {
  return static_cast<std::size_t>(std::count_if(
      tasks.begin(), tasks.end(), [&](const TaskSummary& task) { return task.state == state; }));
}

TaskFigures RunSummary::totals() const {
  TaskFigures total;
  for (const TaskSummary& task : tasks) {
    total.rows_read += task.figures.rows_read;
    total.rows_loaded += task.figures.rows_loaded;
    total.rows_rejected += task.figures.rows_rejected;
    total.bytes += task.figures.bytes;
    total.files += task.figures.files;
  }
  return total;
}

struct PipelineRun::Parts {
  Parts(Project& project_, RunOptions options_, Clock& clock_, Logger log_)
      : project(project_), options(std::move(options_)), clock(clock_), log(std::move(log_)) {}

  void prepare();
  void prepare_resume();
  void check_plans();
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

PipelineRun::PipelineRun(Project& project, RunOptions options, Clock& clock, Logger log)
    : parts_(std::make_unique<Parts>(project, std::move(options), clock, std::move(log))) {
  parts_->prepare();
}
PipelineRun::~PipelineRun() = default;

const Pipeline& PipelineRun::pipeline() const { return parts_->pipeline; }
const std::string& PipelineRun::run_id() const { return parts_->run.run_id; }
std::vector<TaskPlan> PipelineRun::plan() const { return parts_->plans; }

void PipelineRun::Parts::prepare() {
  run.dag = options.pipeline;
  run.ds = options.ds.empty() ? iso_date(clock.now()) : options.ds;
  run.run_id = make_run_id(clock.now(), std::random_device()());
  PipelineInputs inputs = project_inputs(project);
  if (options.resume) {
    prepare_resume();
    Variables settings = parse_settings(run.settings);
    settings.merge(inputs.overriding);
    inputs.overriding = settings;
  } else {
    run.selection = format_selection({.select = options.select, .exclude = options.exclude});
    run.settings = format_settings(project);
  }
  inputs.run_id = run.run_id;
  inputs.ds = run.ds;
  pipeline = load_pipeline(project, options.pipeline, inputs);
  refuse_unused_flags(project, pipeline);
  const std::vector<bool> selected = select_tasks(pipeline, options.select, options.exclude);
  for (const std::size_t task : Graph(pipeline).topological_order()) {
    if (selected[task]) chosen.push_back(task);
  }
  if (chosen.empty())
    throw Error(ErrorKind::kNotFound, "no task is left: --exclude takes all that --select chooses");
  check_plans();
}

void PipelineRun::Parts::prepare_resume() {
  history = open_history(project);
  mark_interrupted_runs(*history, project.state_folder(), clock);
  run = find_run_to_resume(*history, options.pipeline);
  if (options.select.empty() && options.exclude.empty()) {
    const Selectors selectors = parse_selection(run.selection);
    options.select = selectors.select;
    options.exclude = selectors.exclude;
  }
}

void PipelineRun::Parts::check_plans() {
  for (const std::size_t index : chosen) {
    const TaskSpec& task = pipeline.tasks[index];
    plans.push_back({.task = task.name,
                     .op = std::string(task.op->name),
                     .after = task.after,
                     .steps = plan_task(task, project)});
  }
}

RunSummary PipelineRun::execute(RunObserver& observer, const std::stop_token& stop) {
  parts_->begin();
  try {
    parts_->find_done_tasks();
    return parts_->finish(parts_->run_tasks(observer, stop));
  } catch (const Error& error) {
    parts_->abandon(error);
    throw;
  }
}

/// Writes down that the run began, before anything is done.
void PipelineRun::Parts::begin() {
  begun = clock.elapsed();
  if (!history) history = open_history(project);
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
  history->retain(kRunsKept);
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
