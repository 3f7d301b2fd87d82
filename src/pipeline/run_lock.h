#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/file_descriptor.h"

namespace darties {

/// Says that a run is going on, for as long as its process lives: a locked file `.darties/runs/RUN_ID.lock`. The
/// kernel lets go of it whatever way the process ends, so a run that was killed is told from one that works.
class RunLock {
 public:
  /// Takes the lock of a run. Throws kUnavailable when another process has it.
  static RunLock take(const std::filesystem::path& state_folder, const std::string& run_id);
  /// Whether a living process has the lock of this run.
  static bool is_held(const std::filesystem::path& state_folder, const std::string& run_id);

  RunLock(RunLock&&) noexcept = default;
  RunLock& operator=(RunLock&&) noexcept = default;
  /// Lets go and deletes the file.
  ~RunLock();

 private:
  RunLock(std::filesystem::path file, FileDescriptor descriptor);
  std::filesystem::path file_;
  FileDescriptor descriptor_;
};

}  // namespace darties
