// A signal handler may do next to nothing: it writes one byte into a pipe, on which a thread waits
// that then asks to stop. The second signal does not rely on that thread.
#include "base/cancellation.h"

#include <fcntl.h>
#include <signal.h>

#include <atomic>
#include <cerrno>
#include <thread>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/files.h"

namespace darties {
namespace {

std::atomic<int> wake_pipe{-1};
std::atomic<int> signals_seen{0};
static_assert(std::atomic<int>::is_always_lock_free);

void on_signal(int) {
  const int saved = errno;
  if (signals_seen.fetch_add(1) > 0) ::_exit(130);
  const char byte = 's';
  if (::write(wake_pipe.load(), &byte, 1) < 0) ::_exit(130);
  errno = saved;
}

}  // namespace

void throw_if_cancelled(const std::stop_token& stop, std::string_view doing) {
  if (stop.stop_requested()) throw Error(ErrorKind::kCancelled, "stopped while {}", doing);
}

struct SignalWatch::State {
  std::stop_source source;
  FileDescriptor read_end;
  FileDescriptor write_end;
  struct sigaction interrupt_before {};
  struct sigaction terminate_before {};
  int pipe_before = -1;
  int seen_before = 0;
  std::jthread waiter;
};

SignalWatch::SignalWatch(std::stop_source source) : state_(std::make_unique<State>()) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw error_from_errno(errno, "cannot watch for signals");
  state_->source = std::move(source);
  state_->read_end = FileDescriptor(ends[0]);
  state_->write_end = FileDescriptor(ends[1]);
  state_->seen_before = signals_seen.exchange(0);
  state_->pipe_before = wake_pipe.exchange(ends[1]);
  state_->waiter = std::jthread([state = state_.get()] {
    char byte = 0;
    while (::read(state->read_end.get(), &byte, 1) < 0 && errno == EINTR) {
    }
    if (byte == 's') state->source.request_stop();
  });
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGINT, &action, &state_->interrupt_before);
  ::sigaction(SIGTERM, &action, &state_->terminate_before);
}

SignalWatch::~SignalWatch() {
  wake_pipe = state_->pipe_before;
  ::sigaction(SIGINT, &state_->interrupt_before, nullptr);
  ::sigaction(SIGTERM, &state_->terminate_before, nullptr);
  const char byte = 'q';
  [[maybe_unused]] const auto written = ::write(state_->write_end.get(), &byte, 1);
  state_->waiter.join();
  signals_seen = state_->seen_before;
}

}  // namespace darties
