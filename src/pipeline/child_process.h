#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace darties {

/// A program to run, without a shell.
struct ChildProgram {
  std::vector<std::string> arguments;  ///< the first is the program, found by PATH
  std::vector<std::pair<std::string, std::string>> environment;  ///< added to that of this process
  std::filesystem::path folder;
  /// How long it and all that it started have, after SIGTERM, before SIGKILL.
  Clock::Duration grace{600};
  /// A descriptor that it inherits, such as a lock that shall be held as long as it lives; -1: none.
  int inherited = -1;
};

struct ChildResult {
  int exit_code = 0;  ///< 128 + signal when a signal ended it
  int signal = 0;
};

/// Runs the program to its end and gives every line it writes, on stdout and stderr, to `on_line`. Its stdin is empty.
/// A stop request ends it and all that it started: SIGTERM, then SIGKILL; kCancelled is then thrown. So does the second
/// signal, which ends darties at once.
/// Throws kNotFound or kDenied when it can not be started. Waits without polling.
ChildResult run_child(const ChildProgram& program,
                      const std::function<void(std::string_view)>& on_line,
                      const std::stop_token& stop);

}  // namespace darties
