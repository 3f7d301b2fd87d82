#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "cli/command.h"
#include "cli/house.h"
#include "cli/run_display.h"
#include "cli/run_summary.h"
#include "pipeline/pipeline_run.h"
#include "pipeline/project.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "PIPELINE", .help = "Name of the pipeline; `darties dags` lists them."},
};
constexpr CommandOption kOptions[] = {
    {.name = "--select",
     .value = "SELECTOR",
     .help = "Only these tasks.",
     .letter = 's',
     .repeatable = true},
    {.name = "--exclude", .value = "SELECTOR", .help = "Not these tasks.", .repeatable = true},
    {.name = "--resume",
     .help = "Goes on with the last run that did not succeed: what it has done stays done."},
    {.name = "--reload",
     .value = "FILE",
     .help = "Appending loads put the rows of this file, as it is now, in the place of those that "
             "came from it before. An address, a name or a pattern; '*' is every file.",
     .repeatable = true},
    {.name = "--ds", .value = "DATE", .help = "The logical date, `{{ ds }}`; default: today, UTC."},
    {.name = "--jobs",
     .value = "N",
     .help = "At most so many tasks at once; default: one each core, two at least.",
     .letter = 'j'},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties run sparkify", .what = "Runs all tasks."},
    {.line = "darties run sparkify --select stage_events+",
     .what = "Runs one task and all that follow it."},
    {.line = "darties run sparkify --resume", .what = "Goes on after a failure or a kill."},
    {.line = "darties run mensuel --set workbook=1_sources/workbooks/Janvier_2021.xlsx",
     .what = "Gives the run its parameter."},
    {.line = "darties run sparkify -n", .what = "Shows the plan and the SQL of each task."},
};
constexpr std::string_view kDetails =
    R"(Everything is checked before anything runs: the graph, names, files, variables. Tasks run side by side where the graph allows. A task
whose trouble may pass (something down, busy or in conflict) is tried again as its `retries` say; after any other failure the tasks behind it
are not run, all others are.

Each task is one transaction, so a run may be stopped or killed anywhere: Ctrl-C ends the running tasks cleanly, a second one at once, and
`--resume` goes on with what is not done.

Selectors are those of dbt: `stage_*`, `+checks` (and all before), `songplays+1` (and one step after), `@users`, `a,b` (both), `operator:stage`.
The name of a matrix stands for all its tasks.)";

void print_plan(const PipelineRun& run, House& house) {
  using Kind = OutputColumn::Kind;
  if (house.options().format != OutputFormat::kTable) {
    const auto table = house.table({{"task"}, {"operator"}, {"after", Kind::kText}, {"steps"}});
    for (const TaskPlan& task : run.plan())
      table->row({task.task, task.op, join(task.after, ", "), task.steps});
    table->finish();
    return;
  }
  for (const TaskPlan& task : run.plan()) {
    const std::string after = task.after.empty() ? "" : " after " + join(task.after, ", ");
    house.out() << fmt::format("# {} ({}){}\n{}\n", task.task, task.op, after, task.steps);
  }
}

void print_summary(const RunSummary& summary, House& house) {
  if (house.options().format != OutputFormat::kTable) return write_task_rows(summary.tasks, house);
  house.out() << format_run_summary(summary, house.terminal().color_out) << std::flush;
}

std::vector<std::string> task_names(const PipelineRun& run) {
  std::vector<std::string> names;
  for (const TaskPlan& task : run.plan()) names.push_back(task.task);
  return names;
}

void suggest_next(const RunSummary& summary, House& house) {
  if (summary.run.state == RunState::kSuccess) return house.suggest_next("darties query");
  const bool checks_failed =
      std::any_of(summary.checks.begin(), summary.checks.end(), [](const CheckRecord& check) {
        return !check.result.passed() && check.result.severity == Severity::kError;
      });
  if (checks_failed) house.suggest_next("darties runs last --checks");
}

int run(const Invocation& line, House& house) {
  const std::int64_t jobs = line.number("--jobs", 0);
  if (jobs < 0) throw Error(ErrorKind::kInvalid, "--jobs must be a number from 1 up");
  PipelineRun pipeline_run(house.project(),
                           {.pipeline = line.text("PIPELINE"),
                            .select = line.all("--select"),
                            .exclude = line.all("--exclude"),
                            .ds = line.find("--ds"),
                            .resume = line.flag("--resume"),
                            .reload = line.all("--reload"),
                            .max_parallel = static_cast<std::size_t>(jobs),
                            .command = "darties run " + line.text("PIPELINE"),
                            .plan_only = house.options().dry_run},
                           house.clock(), house.log().room("pipeline"));
  if (house.options().dry_run) {
    print_plan(pipeline_run, house);
    return 0;
  }
  RunSummary summary;
  {
    RunDisplay display(house, task_names(pipeline_run));
    const std::stop_callback note(house.stop(), [&] { display.on_stop(); });
    summary = pipeline_run.execute(display, house.stop());
  }
  print_summary(summary, house);
  suggest_next(summary, house);
  return summary.exit_code();
}

}  // namespace

extern const Command run_command;
const Command run_command{
    .name = "run",
    .group = "Pipelines",
    .summary = "Runs a pipeline, or a part of it.",
    .details = kDetails,
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .changes_something = true,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
