#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "cli/check_rows.h"
#include "cli/command.h"
#include "cli/house.h"
#include "cli/run_summary.h"
#include "pipeline/history.h"
#include "pipeline/project.h"
#include "pipeline/run_repair.h"
#include "pipeline/timestamps.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "RUN", .help = "Id of one run, its beginning or end, or `last`.", .required = false},
};
constexpr CommandOption kOptions[] = {
    {.name = "--dag", .value = "PIPELINE", .help = "Only runs of this pipeline."},
    {.name = "--limit",
     .value = "N",
     .help = "So many runs, the newest first.",
     .default_value = "20"},
    {.name = "--logs", .help = "The log of the run."},
    {.name = "--checks", .help = "Its checks, with the rows that broke them."},
    {.name = "--rejects",
     .help = "Cells of workbooks and values of COPY that were not taken, and why."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties runs", .what = "The last twenty runs."},
    {.line = "darties runs last", .what = "What the last run did, task by task."},
    {.line = "darties runs last --checks", .what = "Its checks, and the rows that broke them."},
};

int list(History& history, const Invocation& line, House& house) {
  const auto table =
      house.table({{"run"}, {"dag"}, {"state"}, {"started"}, {"duration"}, {"error"}});
  const auto limit =
      static_cast<std::size_t>(std::max<std::int64_t>(1, line.number("--limit", 20)));
  for (const RunRecord& run : history.runs({.dag = line.text("--dag"), .limit = limit})) {
    const Value duration =
        run.ended
            ? Value(human_duration(
                  std::chrono::duration_cast<Clock::Duration>(*run.ended - run.started).count()))
            : Value();
    table->row({run.run_id, run.dag, std::string(to_string(run.state)), local_time(run.started),
                duration, run.error.empty() ? Value() : Value(run.error)});
  }
  table->finish();
  house.suggest_next("darties runs last");
  return 0;
}

int show_logs(History& history, const RunRecord& run, House& house) {
  const auto table =
      house.table({{"at"}, {"task"}, {"try", OutputColumn::Kind::kNumber}, {"level"}, {"text"}});
  for (const LogRow& row : history.logs(run.run_id)) {
    table->row({local_time(row.at), row.task, std::to_string(row.try_number), row.level, row.text});
  }
  table->finish();
  return 0;
}

int show_rejects(History& history, const RunRecord& run, House& house) {
  const auto table =
      house.table({{"task"}, {"file"}, {"sheet"}, {"place"}, {"column"}, {"value"}, {"reason"}});
  for (const RejectRecord& record : history.rejects(run.run_id)) {
    const Reject& reject = record.reject;
    table->row({record.task, reject.workbook, reject.sheet, reject.cell, reject.column,
                reject.value, reject.reason});
  }
  table->finish();
  return 0;
}

int show_checks(History& history, const RunRecord& run, House& house) {
  const std::vector<CheckRecord> checks = history.checks(run.run_id);
  const auto table = check_table(house, true);
  for (const CheckRecord& check : checks) write_check_row(*table, check.task, check.result);
  table->finish();
  if (house.options().format != OutputFormat::kTable) return 0;
  for (const CheckRecord& check : checks) write_offending_rows(check.result, house);
  return 0;
}

int run(const Invocation& line, House& house) {
  Project& project = house.project();
  const auto file = project.folder() / ".darties" / "history.db";
  auto history = History::open_to_read(file);
  if (!history) {
    house.say("nothing has run here yet");
    house.suggest_next("darties dags");
    return 0;
  }
  const auto running = history->runs({.limit = 50});
  if (std::any_of(running.begin(), running.end(),
                  [](const RunRecord& record) { return record.state == RunState::kRunning; })) {
    history = History::open(file);
    mark_interrupted_runs(*history, project.folder() / ".darties", house.clock());
  }
  const std::string id = line.text("RUN");
  if (id.empty()) return list(*history, line, house);
  const RunRecord record = history->run(id);
  if (line.flag("--logs")) return show_logs(*history, record, house);
  if (line.flag("--checks")) return show_checks(*history, record, house);
  if (line.flag("--rejects")) return show_rejects(*history, record, house);
  const RunSummary summary = summary_of_history(*history, record);
  write_task_rows(summary.tasks, house);
  if (house.options().format == OutputFormat::kTable) {
    house.out() << '\n' << format_run_summary(summary, house.terminal().color_out);
  }
  return 0;
}

}  // namespace

extern const Command runs_command;
const Command runs_command{
    .name = "runs",
    .group = "Pipelines",
    .summary = "Lists what ran, or shows one run.",
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
