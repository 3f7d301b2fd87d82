#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/file_descriptor.h"

namespace darties {

/// Says that a run is going on: a locked file `.darties/runs/RUN_ID.lock`. Programs that its tasks start inherit the
/// lock, so it is held as long as the run's process or any of these lives, whatever way they end: a run that was killed
/// is told from one that works, and nothing is started again beside a program that its dead run left behind.
class RunLock {
 public:
  /// Takes the lock of a run. Throws kUnavailable when another process has it.
  static RunLock take(const std::filesystem::path& state_folder, const std::string& run_id);
  /// Whether a living process has the lock of this run.
  static bool is_held(const std::filesystem::path& state_folder, const std::string& run_id);
  /// The processes that have the file of the lock open, as far as this user may see them.
  static std::vector<pid_t> holders(const std::filesystem::path& state_folder,
                                    const std::string& run_id);

  RunLock(RunLock&&) noexcept = default;
  RunLock& operator=(RunLock&&) noexcept = default;
  /// Lets go, also for the programs that inherited it, and deletes the file.
  ~RunLock();

  /// For a program to inherit.
  int descriptor() const { return descriptor_.get(); }

 private:
  RunLock(std::filesystem::path file, FileDescriptor descriptor);
  std::filesystem::path file_;
  FileDescriptor descriptor_;
};

/// Held while a run looks for others and writes down that it began: of two that start at the same moment, the second
/// sees the first. Waits for the other one, for a moment.
class RunStartLock {
 public:
  explicit RunStartLock(const std::filesystem::path& state_folder);

 private:
  FileDescriptor descriptor_;
};

}  // namespace darties
