#include "pipeline/task_run.h"

#include <utility>

#include "base/cancellation.h"
#include "base/disclosure.h"
#include "pipeline/operator.h"
#include "pipeline/task_commits.h"

namespace darties {

TaskFigures& TaskFigures::operator+=(const TaskFigures& more) {
  rows_read += more.rows_read;
  rows_loaded += more.rows_loaded;
  rows_rejected += more.rows_rejected;
  rows_inserted += more.rows_inserted;
  rows_updated += more.rows_updated;
  rows_deleted += more.rows_deleted;
  rows_unchanged += more.rows_unchanged;
  bytes += more.bytes;
  files += more.files;
  return *this;
}

TaskRun::TaskRun(RunParts& parts, const TaskSpec& task, int try_number, std::stop_token stop)
    : parts_(parts),
      task_(task),
      try_number_(try_number),
      stop_(std::move(stop)),
      kept_log_(parts.history, parts.run_id) {
  const auto keep = [this](const LogRecord& record) {
    kept_log_.add({.task = task_.name,
                   .try_number = try_number_,
                   .at = parts_.clock.now(),
                   .level = std::string(to_string(record.level)),
                   .text = without_secrets(record.text)});
  };
  log_ = parts_.log.for_task(parts_.run_id, task_.name).also_to(keep);
}

TaskRun::~TaskRun() { interrupt_.reset(); }

void TaskRun::run() {
  throw_if_cancelled(stop_, "starting the task");
  task_.op->run(task_.params, *this);
}

TaskFigures TaskRun::figures() const {
  const MutexLock lock(mutex_);
  return figures_;
}

std::string TaskRun::without_secrets(std::string text) const {
  return hide_values(std::move(text), parts_.secrets);
}

/// The project's buckets, whose requests end with the try.
Lake& TaskRun::lake() {
  if (!lake_) lake_ = parts_.project.lake().for_statement({.stop = stop_});
  return *lake_;
}

Session& TaskRun::session() {
  if (session_) return *session_;
  if (!task_.op->needs_warehouse) {
    throw Error(ErrorKind::kBug, "operator {} opens the warehouse, but its record says it does not",
                task_.op->name);
  }
  session_ = parts_.project.engine().connect();
  session_->on_progress([this](const Progress& progress) { set_progress(progress); });
  interrupt_.emplace(stop_, [this] { session_->interrupt(); });
  return *session_;
}

void TaskRun::transaction(const std::function<void(Session&)>& work) {
  Session& warehouse = session();
  warehouse.execute("BEGIN");
  try {
    work(warehouse);
    throw_if_cancelled(stop_, "finishing the task");
    record_commit();
    warehouse.execute("COMMIT");
  } catch (...) {
    roll_back();
    throw;
  }
}

/// A failure here is only logged: the error that led here matters more, and a lost session rolls back by itself.
void TaskRun::roll_back() noexcept {
  try {
    session_->reset();
    if (session_->in_transaction()) session_->execute("ROLLBACK");
  } catch (const std::exception& fault) {
    log_.warn("cannot roll back error={}", fault.what());
  }
}

void TaskRun::mark_done() { record_commit(); }

void TaskRun::record_commit() {
  record_task_commit(session(), {.run_id = parts_.run_id,
                                 .dag = parts_.dag,
                                 .task = task_.name,
                                 .try_number = try_number_,
                                 .ds = parts_.ds,
                                 .at = parts_.clock.now(),
                                 .figures = figures()});
}

void TaskRun::add(const TaskFigures& more) {
  const MutexLock lock(mutex_);
  figures_ += more;
}

void TaskRun::set_progress(const Progress& progress) {
  const MutexLock lock(parts_.observer_mutex);
  parts_.observer.on_progress(task_.name, progress);
}

void TaskRun::report(CheckResult result) {
  if (result.rows.size() > kMaxOffendingRows) result.rows.resize(kMaxOffendingRows);
  parts_.history.put_check(parts_.run_id,
                           {.task = task_.name, .try_number = try_number_, .result = result});
  const MutexLock lock(parts_.observer_mutex);
  parts_.observer.on_check(task_.name, result);
}

void TaskRun::keep_reject(const Reject& reject) {
  {
    const MutexLock lock(mutex_);
    if (kept_rejects_ == kRejectsKept) return;
    ++kept_rejects_;
  }
  parts_.history.put_reject(parts_.run_id,
                            {.task = task_.name, .try_number = try_number_, .reject = reject});
}

}  // namespace darties
