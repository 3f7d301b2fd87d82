#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <stop_token>
#include <string_view>

namespace darties {

/// Throws kCancelled ("stopped while …") when someone asked to stop. `doing` reads well after
/// "while".
void throw_if_cancelled(const std::stop_token& stop, std::string_view doing);

/// Turns signals into a stop request while it lives. One at a time handles them: an inner one takes over from the outer.
///
/// - SIGINT and SIGTERM ask `source` to stop; the second of them ends the process at once with exit code 130, and with
///   it every EndedWithUs.
/// - SIGHUP, unless it was ignored (nohup), and SIGPIPE only ask to stop: a terminal that closes may send SIGHUP twice, and
///   everything that is printed after the reader of a pipe went away raises SIGPIPE.
/// - When `grace` is over after the first of any of these the process ends at once too, whatever it waits for: what it
///   reads or writes may never go on. Zero: there is no such limit.
/// - A SIGINT is for the innermost watch alone; all others are passed on to the outer one when it ends.
///
/// Signal handlers are not inherited over exec and no signal is blocked, so child processes are not
/// affected.
class SignalWatch {
 public:
  explicit SignalWatch(std::stop_source source, std::chrono::milliseconds grace = {});
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether the process wrote to a pipe whose reader is gone, as in `darties … | head -1`.
bool reader_is_gone();

/// A process group that is killed when the second signal ends this process at once.
class EndedWithUs {
 public:
  explicit EndedWithUs(pid_t group);
  ~EndedWithUs();
  EndedWithUs(const EndedWithUs&) = delete;
  EndedWithUs& operator=(const EndedWithUs&) = delete;

 private:
  int slot_ = -1;
};

/// Keeps SIGPIPE from this thread for its whole life: for threads that write to sockets, whose peers may go away
/// without that anybody asked to stop.
void block_broken_pipe_signals();

}  // namespace darties
