#include "base/log.h"

#include <spdlog/details/log_msg.h>
#include <spdlog/pattern_formatter.h>

#include <cstdio>

#include "base/mutex.h"

namespace darties {
namespace {

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarn:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
    case LogLevel::kOff:
      break;
  }
  return spdlog::level::off;
}

std::string_view color_of(LogLevel level) {
  if (level == LogLevel::kError) return "\033[31m";
  if (level == LogLevel::kWarn) return "\033[33m";
  return "\033[2m";
}

}  // namespace

std::string_view to_string(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarn:
      return "warn";
    case LogLevel::kError:
      return "error";
    case LogLevel::kOff:
      break;
  }
  return "off";
}

struct Logger::Sink {
  explicit Sink(Log::Options options) : level(options.level), color(options.color) {}

  /// One line is one write, so lines of several processes do not mix.
  void write(const LogRecord& record) {
    std::string text = record.text;
    if (!record.run.empty()) text += " run=" + record.run;
    if (!record.task.empty()) text += " task=" + record.task;
    spdlog::memory_buf_t line;
    const MutexLock lock(mutex);
    formatter.format(spdlog::details::log_msg(record.room, spdlog_level(record.level), text), line);
    std::string whole(line.data(), line.size());
    if (color)
      whole = std::string(color_of(record.level)) + whole.substr(0, whole.size() - 1) + "\033[0m\n";
    if (redirected) return redirected(whole);
    std::fwrite(whole.data(), 1, whole.size(), stderr);
    std::fflush(stderr);
  }

  const LogLevel level;
  const bool color;
  Mutex mutex;
  spdlog::pattern_formatter formatter GUARDED_BY(mutex){"%Y-%m-%dT%H:%M:%S.%eZ %l %n: %v",
                                                        spdlog::pattern_time_type::utc, "\n"};
  std::function<void(std::string_view)> redirected GUARDED_BY(mutex);
};

bool Logger::enabled(LogLevel level) const {
  return keep_ != nullptr || (sink_ && level >= sink_->level);
}

void Logger::write(LogLevel level, std::string text) const {
  const LogRecord record{level, room_, run_, task_, std::move(text)};
  if (keep_) (*keep_)(record);
  if (sink_ && level >= sink_->level) sink_->write(record);
}

Logger Logger::for_task(std::string run, std::string task) const {
  Logger logger = *this;
  logger.run_ = std::move(run);
  logger.task_ = std::move(task);
  return logger;
}

Logger Logger::also_to(std::function<void(const LogRecord&)> keep) const {
  Logger logger = *this;
  logger.keep_ = std::make_shared<const std::function<void(const LogRecord&)>>(std::move(keep));
  return logger;
}

Log::Log(Options options) : sink_(std::make_shared<Logger::Sink>(options)) {}

Logger Log::room(std::string name) const {
  Logger logger;
  logger.sink_ = sink_;
  logger.room_ = std::move(name);
  return logger;
}

void Log::redirect(std::function<void(std::string_view line)> to) {
  const MutexLock lock(sink_->mutex);
  sink_->redirected = std::move(to);
}

}  // namespace darties
