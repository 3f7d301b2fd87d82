#include "cli/run_display.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string_view>

#include "base/text.h"

namespace darties::cli {
namespace {

constexpr int kBarCells = 20;

struct Mark {
  std::string_view word;
  std::string_view color;
};

Mark mark_of(TaskState state) {
  switch (state) {
    case TaskState::kSuccess:
      return {"ok", "\033[32m"};
    case TaskState::kFailed:
      return {"failed", "\033[31m"};
    case TaskState::kRetrying:
      return {"retry", "\033[33m"};
    case TaskState::kUpstreamFailed:
      return {"upstream", "\033[33m"};
    case TaskState::kSkipped:
      return {"done", "\033[2m"};
    case TaskState::kCancelled:
      return {"cancelled", "\033[33m"};
    default:
      return {"", ""};
  }
}

std::string colored(std::string_view text, std::string_view color, bool with_color) {
  return with_color ? fmt::format("{}{}\033[0m", color, text) : std::string(text);
}

std::int64_t duration_ms(const TryRecord& record) {
  if (!record.started || !record.ended) return 0;
  return std::chrono::duration_cast<Clock::Duration>(*record.ended - *record.started).count();
}

}  // namespace

std::string describe_changes(const TaskFigures& figures) {
  if (figures.rows_updated == 0 && figures.rows_deleted == 0 && figures.rows_unchanged == 0)
    return {};
  std::string text = with_thousands(figures.rows_inserted) + " inserted";
  const auto add = [&](std::int64_t rows, std::string_view word) {
    if (rows > 0) text += fmt::format(", {} {}", with_thousands(rows), word);
  };
  add(figures.rows_updated, "updated");
  add(figures.rows_deleted, "deleted");
  add(figures.rows_unchanged, "unchanged");
  return text;
}

std::string describe_figures(const TaskFigures& figures, bool color) {
  std::string text;
  const auto add = [&](const std::string& piece) {
    text.append(text.empty() ? "" : ", ").append(piece);
  };
  if (figures.rows_loaded > 0 || figures.rows_read > 0)
    add(with_thousands(figures.rows_loaded) + (figures.rows_loaded == 1 ? " row" : " rows"));
  if (const std::string changes = describe_changes(figures); !changes.empty()) add(changes);
  if (figures.rows_rejected > 0)
    add(colored(with_thousands(figures.rows_rejected) + " rejected", "\033[33m", color));
  if (figures.files > 0)
    add(with_thousands(figures.files) + (figures.files == 1 ? " file" : " files"));
  if (figures.bytes > 0) add(human_bytes(static_cast<std::uint64_t>(figures.bytes)));
  return text;
}

namespace {

/// "tries again in 30 s, try 2 of 4".
std::string describe_wait(const TryRecord& record) {
  return fmt::format("tries again in {}, try {} of {}", human_duration(record.next_try.count()),
                     record.try_number + 1, std::max(record.tries_allowed, record.try_number + 1));
}

}  // namespace

RunDisplay::RunDisplay(House& house, const std::vector<std::string>& tasks)
    : house_(house), task_count_(tasks.size()) {
  for (const std::string& task : tasks) width_ = std::max(width_, display_width(task));
  if (house_.terminal().err) {
    house_.log().redirect([this](std::string_view line) { show_log(line); });
  }
}

RunDisplay::~RunDisplay() {
  house_.log().redirect({});
  const MutexLock lock(mutex_);
  erase_bars();
  house_.err().flush();
}

void RunDisplay::on_task(const TryRecord& record) {
  const MutexLock lock(mutex_);
  erase_bars();
  if (record.state == TaskState::kRunning) {
    waiting_.erase(record.task);
    running_[record.task] = {.since = house_.clock().elapsed(), .progress = {}};
  } else {
    running_.erase(record.task);
    waiting_.erase(record.task);
    if (record.state == TaskState::kRetrying) waiting_[record.task] = describe_wait(record);
    if (is_final(record.state)) ++done_;
    print_end(record);
  }
  draw_bars();
  house_.err().flush();
}

void RunDisplay::print_end(const TryRecord& record) {
  const bool failed = record.state == TaskState::kFailed;
  if (house_.options().quiet && !failed) return;
  const Mark mark = mark_of(record.state);
  std::string line =
      fmt::format("{}  {:{}}",
                  colored(fmt::format("{:>9}", mark.word), mark.color, house_.terminal().color_err),
                  record.task, width_);
  if (record.started && record.ended)
    line += fmt::format("  {:>9}", human_duration(duration_ms(record)));
  const std::string figures = describe_figures(record.figures, house_.terminal().color_err);
  if (!figures.empty()) line += "  " + figures;
  if (record.state == TaskState::kRetrying) line += "  " + describe_wait(record);
  print(line);
  if ((failed || record.state == TaskState::kRetrying) && !record.error.empty()) {
    for (const std::string_view text : split_lines(record.error))
      print(fmt::format("             {}", text));
  }
}

void RunDisplay::on_progress(const std::string& task, const Progress& progress) {
  if (!house_.terminal().err || house_.options().quiet) return;
  const MutexLock lock(mutex_);
  const auto found = running_.find(task);
  if (found == running_.end()) return;
  found->second.progress = progress;
  erase_bars();
  draw_bars();
  house_.err().flush();
}

void RunDisplay::on_check(const std::string& /*task*/, const CheckResult& result) {
  if (result.passed()) return;
  const MutexLock lock(mutex_);
  const bool warn = result.severity == Severity::kWarn && result.error.empty();
  if (house_.options().quiet && warn) return;
  erase_bars();
  const std::string found =
      result.error.empty()
          ? fmt::format("{} offending {}{}", with_thousands(result.offending),
                        result.offending == 1 ? "row" : "rows", values_of_only_row(result))
          : result.error;
  print(fmt::format("{}  {}: {} {}",
                    colored(fmt::format("{:>9}", warn ? "warn" : "failed"),
                            warn ? "\033[33m" : "\033[31m", house_.terminal().color_err),
                    result.name, found,
                    result.error.empty() ? "(" + result.description + ")" : ""));
  draw_bars();
  house_.err().flush();
}

void RunDisplay::on_note(const std::string& text) {
  if (house_.options().quiet) return;
  show_log(fmt::format(
      "{}  {}", colored(fmt::format("{:>9}", "note"), "\033[33m", house_.terminal().color_err),
      text));
}

void RunDisplay::show_log(std::string_view line) {
  const MutexLock lock(mutex_);
  erase_bars();
  print(std::string(line.ends_with('\n') ? line.substr(0, line.size() - 1) : line));
  draw_bars();
  house_.err().flush();
}

void RunDisplay::on_stop() {
  show_log(
      "stopping: the running tasks end and are rolled back. Press Ctrl-C again to stop at once");
}

void RunDisplay::print(const std::string& line) { house_.err() << line << '\n'; }

std::string RunDisplay::bar(const std::string& task, const Running& running) const {
  const Progress& progress = running.progress;
  const auto elapsed = (house_.clock().elapsed() - running.since).count();
  std::string text = fmt::format("{:>9}  {:{}}", "…", task, width_);
  if (progress.total_bytes > 0) {
    const auto share = std::clamp(progress.bytes * kBarCells / progress.total_bytes,
                                  std::int64_t{0}, std::int64_t{kBarCells});
    text += fmt::format("  [{:<{}}]", std::string(static_cast<std::size_t>(share), '#'), kBarCells);
  }
  if (progress.rows > 0) text += fmt::format("  {} rows", with_thousands(progress.rows));
  if (progress.bytes > 0) text += "  " + human_bytes(static_cast<std::uint64_t>(progress.bytes));
  if (progress.bytes > 0 && elapsed > 0) {
    text += fmt::format("  {}/s",
                        human_bytes(static_cast<std::uint64_t>(progress.bytes * 1000 / elapsed)));
  }
  return cut(std::move(text));
}

std::string RunDisplay::cut(std::string text) const {
  while (display_width(text) >= static_cast<std::size_t>(std::max(20, house_.terminal().width)))
    text.pop_back();
  return text;
}

void RunDisplay::erase_bars() {
  if (bars_drawn_ == 0) return;
  house_.err() << fmt::format("\033[{}A\r\033[J", bars_drawn_);
  bars_drawn_ = 0;
}

void RunDisplay::draw_bars() {
  if (!house_.terminal().err || house_.options().quiet) return;
  for (const auto& [task, running] : running_) {
    house_.err() << bar(task, running) << '\n';
    ++bars_drawn_;
  }
  for (const auto& [task, wait] : waiting_) {
    house_.err() << cut(fmt::format("{:>9}  {:{}}  {}", "waits", task, width_, wait)) << '\n';
    ++bars_drawn_;
  }
  house_.err() << fmt::format("{:>9}  {} of {} tasks\n", "", done_, task_count_);
  ++bars_drawn_;
}

}  // namespace darties::cli
