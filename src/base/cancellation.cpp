// A signal handler may do next to nothing: it writes one byte into a pipe, on which a thread waits
// that then asks to stop. The second signal does not rely on that thread.
#include "base/cancellation.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/time.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <thread>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/files.h"

namespace darties {
namespace {

constexpr std::array<int, 4> kSignals = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
constexpr std::size_t kMostGroups = 256;

std::atomic<int> wake_pipe{-1};
std::atomic<int> requests_seen{0};     // SIGINT and SIGTERM
std::atomic<int> grace_ms{0};          // 0: for ever
std::atomic<bool> is_ending{false};    // the timer of the grace runs
std::atomic<int> passed_on{0};         // the last signal that is for outer watches too
std::atomic<bool> pipe_broken{false};  // since the process began
std::array<std::atomic<pid_t>, kMostGroups> groups;  // 0: a free slot
static_assert(std::atomic<int>::is_always_lock_free);

[[noreturn]] void end_at_once() {
  for (const auto& group : groups) {
    if (const pid_t process = group.load(); process > 0) ::kill(-process, SIGKILL);
  }
  ::_exit(130);
}

void on_time_over(int) { end_at_once(); }

/// Not in POSIX's list of what a handler may call, but on Linux no more than a system call.
void set_timer(int milliseconds) {
  itimerval time{};
  time.it_value.tv_sec = milliseconds / 1'000;
  time.it_value.tv_usec = milliseconds % 1'000 * 1'000;
  ::setitimer(ITIMER_REAL, &time, nullptr);
}

void on_signal(int number) {
  const int saved = errno;
  if (const int grace = grace_ms.load(); grace > 0 && !is_ending.exchange(true)) set_timer(grace);
  if (number == SIGPIPE) pipe_broken = true;
  if (number != SIGINT) passed_on = number;
  const bool counts = number == SIGINT || number == SIGTERM;
  if (counts && requests_seen.fetch_add(1) > 0) end_at_once();
  const char byte = 's';
  if (::write(wake_pipe.load(), &byte, 1) < 0 && errno != EAGAIN) end_at_once();
  errno = saved;
}

/// SIGHUP stays ignored where whoever started the process wants that.
bool is_watched(int number, const struct sigaction& before) {
  return number != SIGHUP || before.sa_handler != SIG_IGN;
}

}  // namespace

void throw_if_cancelled(const std::stop_token& stop, std::string_view doing) {
  if (stop.stop_requested()) throw Error(ErrorKind::kCancelled, "stopped while {}", doing);
}

struct SignalWatch::State {
  std::stop_source source;
  FileDescriptor read_end;
  FileDescriptor write_end;
  std::array<struct sigaction, kSignals.size()> before{};
  int pipe_before = -1;
  int requests_before = 0;
  int grace_before = 0;
  bool was_ending = false;
  struct sigaction alarm_before {};
  int passed_on_before = 0;
  std::jthread waiter;
};

SignalWatch::SignalWatch(std::stop_source source, std::chrono::milliseconds grace)
    : state_(std::make_unique<State>()) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw error_from_errno(errno, "cannot watch for signals");
  state_->source = std::move(source);
  state_->read_end = FileDescriptor(ends[0]);
  state_->write_end = FileDescriptor(ends[1]);
  ::fcntl(ends[1], F_SETFL, O_NONBLOCK);  // one byte in it is enough
  state_->requests_before = requests_seen.exchange(0);
  state_->grace_before = grace_ms.exchange(static_cast<int>(grace.count()));
  state_->was_ending = is_ending.exchange(false);
  struct sigaction alarm {};
  alarm.sa_handler = on_time_over;
  ::sigaction(SIGALRM, &alarm, &state_->alarm_before);
  state_->passed_on_before = passed_on.exchange(0);
  state_->pipe_before = wake_pipe.exchange(ends[1]);
  state_->waiter = std::jthread([state = state_.get()] {
    char byte = 0;
    while (::read(state->read_end.get(), &byte, 1) < 0 && errno == EINTR) {
    }
    if (byte == 's') state->source.request_stop();
  });
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], nullptr, &state_->before[i]);
    if (!is_watched(kSignals[i], state_->before[i])) continue;
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    ::sigaction(kSignals[i], &action, nullptr);
  }
}

SignalWatch::~SignalWatch() {
  wake_pipe = state_->pipe_before;
  for (std::size_t i = 0; i < kSignals.size(); ++i)
    ::sigaction(kSignals[i], &state_->before[i], nullptr);
  set_timer(0);
  ::sigaction(SIGALRM, &state_->alarm_before, nullptr);
  grace_ms = state_->grace_before;
  is_ending = state_->was_ending;
  const char byte = 'q';
  [[maybe_unused]] const auto written = ::write(state_->write_end.get(), &byte, 1);
  state_->waiter.join();
  requests_seen = state_->requests_before;
  const int seen = passed_on.exchange(state_->passed_on_before);
  if (seen != 0 && state_->pipe_before >= 0) ::raise(seen);
}

bool reader_is_gone() { return pipe_broken; }

EndedWithUs::EndedWithUs(pid_t group) {
  for (std::size_t i = 0; i < groups.size() && slot_ < 0; ++i) {
    pid_t free = 0;
    if (groups[i].compare_exchange_strong(free, group)) slot_ = static_cast<int>(i);
  }
}

EndedWithUs::~EndedWithUs() {
  if (slot_ >= 0) groups[static_cast<std::size_t>(slot_)] = 0;
}

void block_broken_pipe_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace darties
