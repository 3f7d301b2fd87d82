#pragma once

#include <cstddef>
#include <string>

#include "pipeline/run_records.h"
#include "pipeline/task_context.h"

namespace darties {

/// Watches a run, for people. Every method is called while the run waits for it: be quick.
///
/// Threads: from any thread, but never two at the same time.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  /// A try began, ended, or a task changed its state without one (skipped, upstream_failed, cancelled).
  virtual void on_task(const TryRecord& /*record*/) {}
  virtual void on_progress(const std::string& /*task*/, const Progress& /*progress*/) {}
  /// Something about the run that people should know.
  virtual void on_note(const std::string& /*text*/) {}
  virtual void on_check(const std::string& /*task*/, const CheckResult& /*result*/) {}
};

}  // namespace darties
