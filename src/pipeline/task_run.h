#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/log.h"
#include "base/mutex.h"
#include "pipeline/history.h"
#include "pipeline/pipeline.h"
#include "pipeline/project.h"
#include "pipeline/run_observer.h"
#include "pipeline/task_context.h"
#include "pipeline/task_log.h"

namespace darties {

/// What all tasks of a run share.
struct RunParts {
  Project& project;
  Clock& clock;
  History& history;
  RunObserver& observer;
  Mutex& observer_mutex;
  Logger log;
  std::string run_id;
  std::string dag;
  std::string ds;
  std::vector<std::string> reload;
  int run_lock = -1;  ///< descriptor of the run's lock, for programs to inherit
  const std::vector<std::string>& secrets;  ///< that parameters hold
};

/// One try of one task: the context its operator works in.
class TaskRun final : public TaskContext {
 public:
  TaskRun(RunParts& parts, const TaskSpec& task, int try_number, std::stop_token stop);
  ~TaskRun() override;

  /// Runs the operator. Throws what it throws; the figures tell how far it came.
  void run();
  TaskFigures figures() const;

  const std::string& run_id() const override { return parts_.run_id; }
  const std::string& dag() const override { return parts_.dag; }
  const std::string& task() const override { return task_.name; }
  Project& project() override { return parts_.project; }
  Lake& lake() override;
  const std::filesystem::path& folder() const override { return parts_.project.folder(); }
  Clock& clock() override { return parts_.clock; }
  std::stop_token stop() const override { return stop_; }
  const std::vector<std::string>& reload() const override { return parts_.reload; }
  int run_lock() const override { return parts_.run_lock; }
  std::string without_secrets(std::string text) const override;
  Session& session() override;
  void transaction(const std::function<void(Session&)>& work) override;
  void mark_done() override;
  void add(const TaskFigures& more) override;
  void set_progress(const Progress& progress) override;
  const Logger& log() const override { return log_; }
  void report(CheckResult result) override;
  void keep_reject(const Reject& reject) override;

 private:
  void record_commit();
  void roll_back() noexcept;

  RunParts& parts_;
  const TaskSpec& task_;
  int try_number_;
  std::stop_token stop_;
  TaskLog kept_log_;
  Logger log_;
  std::unique_ptr<Lake> lake_;
  std::unique_ptr<Session> session_;
  std::optional<std::stop_callback<std::function<void()>>> interrupt_;
  mutable Mutex mutex_;
  TaskFigures figures_ GUARDED_BY(mutex_);
  std::size_t kept_rejects_ GUARDED_BY(mutex_) = 0;
};

inline constexpr std::size_t kRejectsKept = 1'000;

}  // namespace darties
