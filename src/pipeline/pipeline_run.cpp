#include "pipeline/pipeline_run.h"

#include <algorithm>
#include <random>

#include "base/disclosure.h"
#include "pipeline/graph.h"
#include "pipeline/load_checks.h"
#include "pipeline/operator.h"
#include "pipeline/pipeline_list.h"
#include "pipeline/pipeline_run_parts.h"
#include "pipeline/run_repair.h"
#include "pipeline/run_settings.h"
#include "pipeline/selector.h"
#include "pipeline/sql_text.h"
#include "pipeline/task_commits.h"
#include "pipeline/timestamps.h"
#include "pipeline/upload_checks.h"

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

/// The last run of the pipeline, in the history or, where that was deleted, in the warehouse: of the latter what was done
/// is known, but neither its --set nor its --select.
std::optional<RunRecord> last_run(History& history, const std::string& dag, Project& project) {
  const std::vector<RunRecord> newest = history.runs({.dag = dag, .limit = 1});
  if (!newest.empty()) return newest.front();
  if (!project.has_warehouse()) return std::nullopt;
  const auto found = last_committed_run(*project.engine().connect(), dag);
  if (!found) return std::nullopt;
  return RunRecord{.run_id = found->run_id,
                   .dag = dag,
                   .ds = found->ds,
                   .state = RunState::kInterrupted,
                   .started = found->first_commit};
}

/// The run that --resume goes on with.
RunRecord find_run_to_resume(History& history, const std::string& dag, Project& project) {
  const std::optional<RunRecord> last = last_run(history, dag, project);
  if (!last) throw Error(ErrorKind::kNotFound, "nothing to resume: {} has not run yet", dag);
  const RunRecord& run = *last;
  if (run.state == RunState::kRunning) {
    refuse_beside_leftovers(run, project.state_folder());
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
  for (const TaskSummary& task : tasks) total += task.figures;
  return total;
}

PipelineRun::PipelineRun(Project& project, RunOptions options, Clock& clock, Logger log)
    : parts_(std::make_unique<Parts>(project, std::move(options), clock, std::move(log))) {
  parts_->prepare();
}
PipelineRun::~PipelineRun() = default;

const Pipeline& PipelineRun::pipeline() const { return parts_->pipeline; }
const std::string& PipelineRun::run_id() const { return parts_->run.run_id; }
std::vector<TaskPlan> PipelineRun::plan() const {
  std::vector<TaskPlan> plans;
  for (const ChosenTask& task : parts_->tasks) {
    plans.push_back({.task = task.spec->name,
                     .op = std::string(task.spec->op->name),
                     .after = task.spec->after,
                     .steps = task.steps});
  }
  return plans;
}

void PipelineRun::Parts::prepare() {
  run.dag = options.pipeline;
  if (options.ds) expect_date(*options.ds, "--ds");
  run.ds = options.ds.value_or(iso_date(clock.now()));
  run.run_id = make_run_id(clock.now(), std::random_device()());
  PipelineInputs inputs = project_inputs(project);
  if (options.resume) {
    prepare_resume();
    refuse_forgotten_secrets(run.settings, project);
    Variables settings = parse_settings(run.settings);
    settings.merge(inputs.overriding);
    inputs.overriding = settings;
  } else {
    run.selection = format_selection({.select = options.select, .exclude = options.exclude});
    run.settings = format_settings(project);
  }
  inputs.run_id = run.run_id;
  inputs.ds = run.ds;
  inputs.reveals_secrets = !options.plan_only;
  pipeline = load_pipeline(project, options.pipeline, inputs);
  for (const Secret& secret : pipeline.secrets) secrets.push_back(secret.reveal());
  refuse_unused_flags(project, pipeline);
  const std::vector<bool> selected = select_tasks(pipeline, options.select, options.exclude);
  for (const std::size_t index : Graph(pipeline).topological_order()) {
    if (selected[index]) tasks.push_back({.index = index, .spec = &pipeline.tasks[index]});
  }
  if (tasks.empty())
    throw Error(ErrorKind::kNotFound, "no task is left: --exclude takes all that --select chooses");
  refuse_reload_of_nothing();
  check_plans();
}

void PipelineRun::Parts::refuse_reload_of_nothing() {
  const auto chosen_tasks = specs();
  const bool appends =
      std::any_of(chosen_tasks.begin(), chosen_tasks.end(), [](const TaskSpec* task) {
        return task->op->name == "stage" && task->params.at("mode") == "append";
      });
  if (options.reload.empty() || appends) return;
  throw Error(
      ErrorKind::kInvalid,
      "--reload is for tasks that append files (stage with mode: append), and none of those "
      "that run is one");
}

void PipelineRun::Parts::open_history() {
  if (!history) history = History::open(project.state_folder() / "history.db");
}

void PipelineRun::Parts::prepare_resume() {
  open_history();
  mark_interrupted_runs(*history, project.state_folder(), clock);
  run = find_run_to_resume(*history, options.pipeline, project);
  if (options.ds && *options.ds != run.ds) {
    throw Error(
        ErrorKind::kInvalid,
        "--resume goes on with run {}, whose date is {}: leave --ds out, or begin a new run "
        "without --resume",
        run.run_id, run.ds);
  }
  if (run.pid == 0) {
    log.warn(
        "the history of this run is gone: what it has done is known from the warehouse, its --set "
        "and --select are not run={}",
        run.run_id);
  }
  if (options.select.empty() && options.exclude.empty()) {
    const Selectors selectors = parse_selection(run.selection);
    options.select = selectors.select;
    options.exclude = selectors.exclude;
  }
}

std::vector<const TaskSpec*> PipelineRun::Parts::specs() const {
  std::vector<const TaskSpec*> specs;
  for (const ChosenTask& task : tasks) specs.push_back(task.spec);
  return specs;
}

void PipelineRun::Parts::check_plans() {
  for (ChosenTask& task : tasks) task.steps = hide_url_secrets(plan_task(*task.spec, project));
  refuse_shared_targets(specs(), project);
  // A table that is there already may be another one than the scripts say: execute() looks at that one.
  if (!project.has_warehouse()) refuse_unfit_loads(specs(), project, nullptr);
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

}  // namespace darties
