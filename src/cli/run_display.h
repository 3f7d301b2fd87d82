#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/mutex.h"
#include "cli/house.h"
#include "pipeline/run_observer.h"

namespace darties::cli {

/// Shows a run while it goes on, on stderr: on a terminal a line for each task that runs, with rows, bytes and rate, at
/// the bottom; elsewhere one plain line for each task that ends. With -q only failures.
///
/// Threads: as RunObserver, and show_log() from any thread.
class RunDisplay final : public RunObserver {
 public:
  /// `tasks` are the names of those that run.
  RunDisplay(House& house, const std::vector<std::string>& tasks);
  ~RunDisplay() override;

  void on_task(const TryRecord& record) override;
  void on_progress(const std::string& task, const Progress& progress) override;
  void on_note(const std::string& text) override;
  void on_check(const std::string& task, const CheckResult& result) override;
  /// Someone asked to stop: says what happens now. From any thread.
  void on_stop();

 private:
  struct Running {
    Clock::Duration since;
    Progress progress;
  };

  void show_log(std::string_view line);
  void print(const std::string& line) REQUIRES(mutex_);
  void print_end(const TryRecord& record) REQUIRES(mutex_);
  std::string cut(std::string text) const;  // to the terminal's width
  std::string bar(const std::string& task, const Running& running) const REQUIRES(mutex_);
  void erase_bars() REQUIRES(mutex_);
  void draw_bars() REQUIRES(mutex_);

  House& house_;
  std::size_t task_count_;
  std::size_t width_ = 12;  // of the longest task name
  Mutex mutex_;             // also held while something is written to house_.err()
  std::size_t done_ GUARDED_BY(mutex_) = 0;
  std::map<std::string, Running> running_ GUARDED_BY(mutex_);
  std::map<std::string, std::string> waiting_ GUARDED_BY(mutex_);  // for their next try
  std::size_t bars_drawn_ GUARDED_BY(mutex_) = 0;
};

/// "3 inserted, 12 updated, 1,713 unchanged": what loads did to their tables; empty when they only inserted.
std::string describe_changes(const TaskFigures& figures);

/// "stage_events   8,056 rows  4.2 MB": what a task moved; empty when nothing.
std::string describe_figures(const TaskFigures& figures, bool color = false);

}  // namespace darties::cli
