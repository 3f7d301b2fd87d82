#pragma once

#include <memory>
#include <stop_token>
#include <string_view>

namespace darties {

/// Throws kCancelled ("stopped while …") when someone asked to stop. `doing` reads well after
/// "while".
void throw_if_cancelled(const std::stop_token& stop, std::string_view doing);

/// Turns SIGINT and SIGTERM into a stop request while it lives: the first one asks `source` to
/// stop, the second one ends the process at once with exit code 130. One at a time in a process.
///
/// Signal handlers are not inherited over exec and no signal is blocked, so child processes are not
/// affected.
class SignalWatch {
 public:
  explicit SignalWatch(std::stop_source source);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace darties
