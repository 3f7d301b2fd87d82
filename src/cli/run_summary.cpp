#include "cli/run_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "cli/run_display.h"

namespace darties::cli {
namespace {

constexpr std::size_t kSlowestShown = 3;

std::string plural(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", with_thousands(static_cast<std::int64_t>(count)), word,
                     count == 1 ? "" : "s");
}

std::string counts_of_tasks(const RunSummary& summary) {
  std::string text;
  const auto add = [&](TaskState state, std::string_view word) {
    const std::size_t count = summary.count(state);
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
  };
  add(TaskState::kSuccess, "done");
  add(TaskState::kSkipped, "done before");
  add(TaskState::kFailed, "failed");
  add(TaskState::kUpstreamFailed, "not run: a task before them failed");
  add(TaskState::kCancelled, "cancelled");
  return text;
}

std::string line_of_rows(const RunSummary& summary) {
  const TaskFigures total = summary.totals();
  if (total.rows_read == 0 && total.files == 0) return {};
  std::string text =
      fmt::format("{} read, {} loaded, {} rejected", with_thousands(total.rows_read),
                  with_thousands(total.rows_loaded), with_thousands(total.rows_rejected));
  if (total.files > 0) {
    text += fmt::format("; {} in {}", human_bytes(static_cast<std::uint64_t>(total.bytes)),
                        plural(static_cast<std::size_t>(total.files), "file"));
  }
  return text;
}

std::string line_of_changes(const RunSummary& summary) {
  return describe_changes(summary.totals());
}

std::string line_of_checks(const RunSummary& summary) {
  if (summary.checks.empty()) return {};
  std::size_t passed = 0;
  std::size_t warned = 0;
  for (const CheckRecord& check : summary.checks) {
    if (check.result.passed()) ++passed;
    if (!check.result.passed() && check.result.severity == Severity::kWarn &&
        check.result.error.empty())
      ++warned;
  }
  const std::size_t failed = summary.checks.size() - passed - warned;
  std::string text = fmt::format("{} passed", passed);
  if (warned > 0) text += fmt::format(", {}", plural(warned, "warning"));
  if (failed > 0) text += fmt::format(", {} failed", failed);
  return text;
}

std::string line_of_slowest(const RunSummary& summary) {
  std::vector<TaskSummary> tasks;
  for (const TaskSummary& task : summary.tasks) {
    if (task.duration.count() > 0) tasks.push_back(task);
  }
  std::stable_sort(tasks.begin(), tasks.end(), [](const TaskSummary& a, const TaskSummary& b) {
    return a.duration > b.duration;
  });
  std::string text;
  for (std::size_t i = 0; i < tasks.size() && i < kSlowestShown; ++i) {
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", tasks[i].task,
                        human_duration(tasks[i].duration.count()));
  }
  return text;
}

/// The errors themselves stand above: where each task ended, or in the table of `darties runs`.
std::string line_of_failed(const RunSummary& summary) {
  std::string text;
  for (const TaskSummary& task : summary.tasks) {
    if (task.state != TaskState::kFailed) continue;
    text += fmt::format("{}{}{}", text.empty() ? "" : ", ", task.task,
                        task.tries > 1 ? fmt::format(" ({} tries)", task.tries) : "");
  }
  return text.empty() ? text : text + " (why stands above)";
}

void add_line(std::string& text, std::string_view name, const std::string& value) {
  if (!value.empty()) text += fmt::format("  {:<9} {}\n", name, value);
}

std::string_view color_of(RunState state) {
  return state == RunState::kSuccess ? "\033[32m" : "\033[31m";
}

}  // namespace

std::string resume_command(const RunRecord& run) {
  return fmt::format("darties run {} --resume", run.dag);
}

std::string format_run_summary(const RunSummary& summary, bool color) {
  const RunRecord& run = summary.run;
  const std::string state(to_string(run.state));
  std::string text =
      fmt::format("{}: {} in {}, run {}\n", run.dag,
                  color ? fmt::format("{}{}\033[0m", color_of(run.state), state) : state,
                  human_duration(summary.duration.count()), run.run_id);
  add_line(text, "tasks", counts_of_tasks(summary));
  add_line(text, "rows", line_of_rows(summary));
  add_line(text, "changes", line_of_changes(summary));
  add_line(text, "checks", line_of_checks(summary));
  add_line(text, "slowest", line_of_slowest(summary));
  add_line(text, "error", run.error);
  add_line(text, "failed", line_of_failed(summary));
  if (summary.totals().rows_rejected > 0)
    add_line(text, "rejects",
             fmt::format(fmt::runtime(color ? "\033[33m{}\033[0m" : "{}"),
                         "darties runs " + run.run_id + " --rejects"));
  const bool can_resume = run.state != RunState::kSuccess && run.state != RunState::kRunning;
  if (can_resume) add_line(text, "resume", resume_command(run));
  return text;
}

void write_task_rows(const std::vector<TaskSummary>& tasks, House& house) {
  using Kind = OutputColumn::Kind;
  const auto table = house.table({{"task"},
                                  {"operator"},
                                  {"state"},
                                  {"tries", Kind::kNumber},
                                  {"ms", Kind::kNumber},
                                  {"rows_read", Kind::kNumber},
                                  {"rows_loaded", Kind::kNumber},
                                  {"rows_rejected", Kind::kNumber},
                                  {"rows_inserted", Kind::kNumber},
                                  {"rows_updated", Kind::kNumber},
                                  {"rows_deleted", Kind::kNumber},
                                  {"rows_unchanged", Kind::kNumber},
                                  {"bytes", Kind::kNumber},
                                  {"error"}});
  for (const TaskSummary& task : tasks) {
    const TaskFigures& figures = task.figures;
    Row row = {task.task, task.op, std::string(to_string(task.state)), std::to_string(task.tries),
               std::to_string(task.duration.count())};
    for (const std::int64_t number :
         {figures.rows_read, figures.rows_loaded, figures.rows_rejected, figures.rows_inserted,
          figures.rows_updated, figures.rows_deleted, figures.rows_unchanged, figures.bytes})
      row.emplace_back(std::to_string(number));
    row.push_back(task.error.empty() ? Value() : Value(task.error));
    table->row(row);
  }
  table->finish();
}

RunSummary summary_of_history(History& history, const RunRecord& run) {
  RunSummary summary{.run = run, .checks = history.checks(run.run_id)};
  std::map<std::string, std::size_t> index;
  for (const TryRecord& record : history.tries(run.run_id)) {
    const auto [known, is_new] = index.emplace(record.task, summary.tasks.size());
    if (is_new) summary.tasks.push_back({.task = record.task, .op = record.op, .tries = -1});
    TaskSummary& task = summary.tasks[known->second];
    if (record.try_number < task.tries) continue;
    task.state = record.state;
    task.tries = record.try_number;
    task.figures = record.figures;
    task.error_kind = record.error_kind;
    task.error = record.error;
    if (record.started && record.ended) {
      task.duration = std::chrono::duration_cast<Clock::Duration>(*record.ended - *record.started);
    }
  }
  if (run.ended)
    summary.duration = std::chrono::duration_cast<Clock::Duration>(*run.ended - run.started);
  return summary;
}

}  // namespace darties::cli
