#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>

#include "base/clock.h"
#include "base/file_descriptor.h"

namespace darties {

/// The one right to a warehouse among all processes of the machine: an flock() on a file of its own. The kernel gives
/// it back when the process ends, however it ends, so the file may stay and its content may be stale: it only tells
/// the ones who wait whom they wait for.
class ProcessLock {
 public:
  /// Takes the lock, waiting up to `timeout`. `command` is what others are told about us.
  /// Throws kUnavailable when another process keeps it, naming that process; kDenied when the file cannot be made;
  /// kCancelled when `stop` is requested meanwhile.
  ProcessLock(std::filesystem::path file, std::chrono::milliseconds timeout,
              const std::string& command, Clock& clock, const std::stop_token& stop = {});

 private:
  bool try_lock();
  void wait(std::chrono::milliseconds timeout, Clock& clock, const std::stop_token& stop);
  void write_owner(const std::string& command);

  std::filesystem::path file_;
  FileDescriptor descriptor_;
};

}  // namespace darties
