#pragma once

#include <fmt/core.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace darties {

enum class LogLevel { kDebug, kInfo, kWarn, kError, kOff };
std::string_view to_string(LogLevel level);

/// One line of the log.
struct LogRecord {
  LogLevel level;
  std::string room;  ///< "lake"
  std::string run;   ///< empty outside a run
  std::string task;  ///< empty outside a task
  std::string text;  ///< a fixed sentence, then name=value pairs
};

/// Writes the lines of one room, and of one task if told so. Cheap to copy; a default one writes
/// nowhere.
///
///     Logger log = house.log().room("lake");
///     log.info("copied rows={} table={} ms={}", rows, table, ms);
///     Logger task_log = log.for_task(run_id, "stage_events");
///
/// Threads: every method may be called from any thread at the same time.
class Logger {
 public:
  Logger() = default;

  template <class... Args>
  void debug(fmt::format_string<Args...> text, Args&&... args) const {
    if (enabled(LogLevel::kDebug))
      write(LogLevel::kDebug, fmt::format(text, std::forward<Args>(args)...));
  }
  template <class... Args>
  void info(fmt::format_string<Args...> text, Args&&... args) const {
    if (enabled(LogLevel::kInfo))
      write(LogLevel::kInfo, fmt::format(text, std::forward<Args>(args)...));
  }
  template <class... Args>
  void warn(fmt::format_string<Args...> text, Args&&... args) const {
    if (enabled(LogLevel::kWarn))
      write(LogLevel::kWarn, fmt::format(text, std::forward<Args>(args)...));
  }
  template <class... Args>
  void error(fmt::format_string<Args...> text, Args&&... args) const {
    if (enabled(LogLevel::kError))
      write(LogLevel::kError, fmt::format(text, std::forward<Args>(args)...));
  }

  /// The same room, for one task of one run.
  Logger for_task(std::string run, std::string task) const;
  /// Also gives every line, whatever the level shown on stderr, to `keep` (a task's log in the
  /// history).
  Logger also_to(std::function<void(const LogRecord&)> keep) const;

  bool enabled(LogLevel level) const;

 private:
  friend class Log;
  void write(LogLevel level, std::string text) const;

  struct Sink;
  std::shared_ptr<Sink> sink_;  // shared by all loggers of one Log
  std::shared_ptr<const std::function<void(const LogRecord&)>> keep_;  // shared by a task's copies
  std::string room_;
  std::string run_;
  std::string task_;
};

/// The log of one process, on stderr. Built by main and handed down.
class Log {
 public:
  struct Options {
    LogLevel level = LogLevel::kWarn;
    bool color = false;
  };
  explicit Log(Options options);

  Logger room(std::string name) const;
  /// Instead of stderr: what a progress bar uses to stay the last line. Takes whole formatted
  /// lines.
  void redirect(std::function<void(std::string_view line)> to);

 private:
  std::shared_ptr<Logger::Sink> sink_;  // shared with the loggers, which may outlive the Log
};

}  // namespace darties
