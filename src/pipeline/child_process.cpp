#include "pipeline/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <thread>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/files.h"
#include "base/own_files.h"

extern char** environ;  // NOLINT: POSIX's own name

namespace darties {
namespace {

constexpr std::size_t kLongestLine = 64 * 1024;

/// Cuts what comes from a pipe into lines.
class LineCutter {
 public:
  explicit LineCutter(const std::function<void(std::string_view)>& on_line) : on_line_(on_line) {}

  void feed(std::string_view bytes) {
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos;
         end = bytes.find('\n')) {
      rest_.append(bytes.substr(0, end));
      flush();
      bytes.remove_prefix(end + 1);
    }
    rest_.append(bytes);
    if (rest_.size() > kLongestLine) flush();
  }
  void finish() {
    if (!rest_.empty()) flush();
  }

 private:
  void flush() {
    on_line_(rest_);
    rest_.clear();
  }

  const std::function<void(std::string_view)>& on_line_;
  std::string rest_;
};

struct SpawnActions {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  SpawnActions() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnActions() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
};

std::vector<std::string> merged_environment(const ChildProgram& program) {
  std::vector<std::string> result;
  for (const auto& [name, value] : program.environment)
    result.push_back(fmt::format("{}={}", name, value));
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string_view name = text.substr(0, text.find('='));
    bool replaced = false;
    for (const auto& [own, value] : program.environment) replaced = replaced || own == name;
    if (!replaced) result.emplace_back(text);
  }
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

pid_t spawn(const ChildProgram& program, int output) {
  SpawnActions setup;
  posix_spawn_file_actions_addopen(&setup.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&setup.actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&setup.actions, output, STDERR_FILENO);
  if (program.inherited >= 0)  // onto itself: it then stays open in the program
    posix_spawn_file_actions_adddup2(&setup.actions, program.inherited, program.inherited);
  posix_spawn_file_actions_addchdir_np(&setup.actions, program.folder.c_str());
  // A group of its own, so that a stop reaches what it started too; and no Ctrl-C but the one darties passes on.
  posix_spawnattr_setflags(&setup.attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&setup.attributes, 0);
  std::vector<std::string> arguments = program.arguments;
  std::vector<std::string> environment = merged_environment(program);
  pid_t process = 0;
  const UsersUmask umask_of_user;
  const int fault =
      posix_spawnp(&process, arguments.front().c_str(), &setup.actions, &setup.attributes,
                   pointers(arguments).data(), pointers(environment).data());
  if (fault != 0) throw error_from_errno(fault, fmt::format("cannot start {}", arguments.front()));
  return process;
}

/// A child that is going on, and what wakes up the one who waits for it.
class Child {
 public:
  Child(const ChildProgram& program, const std::stop_token& stop)
      : wake_(::eventfd(0, EFD_CLOEXEC)) {
    std::array<int, 2> ends{};
    if (!wake_ || ::pipe2(ends.data(), O_CLOEXEC) != 0)
      throw error_from_errno(errno, "cannot make a pipe");
    output_ = FileDescriptor(ends[0]);
    FileDescriptor input(ends[1]);
    process_ = spawn(program, input.get());
    ended_with_us_.emplace(process_);
    exit_ = FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, process_, 0)));
    grace_ = program.grace;
    on_stop_.emplace(stop, [this] {
      const std::uint64_t one = 1;
      [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
    });
  }

  ~Child() {
    if (reaped_) return;
    ::kill(-process_, SIGKILL);
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Passes on output until the child is gone. Returns whether it was stopped.
  bool watch(LineCutter& lines) {
    std::array<pollfd, 3> events = {
        {{exit_.get(), POLLIN, 0}, {output_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}}};
    for (;;) {
      const int ready = ::poll(events.data(), events.size(), wait_ms());
      if (ready < 0 && errno != EINTR) throw error_from_errno(errno, "cannot wait for a program");
      if (kill_at_ && grace_left_ms() == 0) {
        ::kill(-process_, SIGKILL);
        kill_at_ = Instant::max();
      }
      if (ready < 0) continue;
      if ((events[1].revents & (POLLIN | POLLHUP)) != 0 && !read_some(lines)) events[1].fd = -1;
      if ((events[2].revents & POLLIN) != 0) {
        ::kill(-process_, SIGTERM);
        kill_at_ = std::chrono::steady_clock::now() + grace_;
        events[2].fd = -1;
      }
      if (is_gone(events[0])) break;
    }
    drain(lines);
    return kill_at_.has_value();
  }

  /// Once the child is reaped: what it started and left behind has the rest of the grace. There is no descriptor for a
  /// group to wait on, so this looks at it again and again, for less than a second.
  void end_group() const {
    constexpr std::chrono::milliseconds kPause{5};
    while (::kill(-process_, 0) == 0 && grace_left_ms() > 0) std::this_thread::sleep_for(kPause);
    ::kill(-process_, SIGKILL);
  }

  ChildResult reap() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    reaped_ = true;
    if (WIFSIGNALED(status))
      return {.exit_code = 128 + WTERMSIG(status), .signal = WTERMSIG(status)};
    return {.exit_code = WEXITSTATUS(status)};
  }

 private:
  using Instant = std::chrono::steady_clock::time_point;

  /// For poll(): -1 waits for ever.
  int grace_left_ms() const {
    if (!kill_at_ || *kill_at_ == Instant::max()) return -1;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(*kill_at_ - std::chrono::steady_clock::now());
    return static_cast<int>(std::max<std::int64_t>(0, left.count()));
  }

  /// Where the kernel gives no descriptor for a process (Linux before 5.3, valgrind), it is asked again and again.
  int wait_ms() const {
    constexpr int kPauseMs = 20;
    const int left = grace_left_ms();
    if (exit_) return left;
    return left < 0 ? kPauseMs : std::min(left, kPauseMs);
  }

  bool is_gone(const pollfd& exit) const {
    if (exit_) return (exit.revents & POLLIN) != 0;
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid != 0;
  }

  bool read_some(LineCutter& lines) {
    std::array<char, 16 * 1024> bytes{};
    const ssize_t count = ::read(output_.get(), bytes.data(), bytes.size());
    if (count > 0) lines.feed({bytes.data(), static_cast<std::size_t>(count)});
    return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
  }

  /// What the child left in the pipe. A grandchild may keep it open: its output is not waited for.
  void drain(LineCutter& lines) {
    ::fcntl(output_.get(), F_SETFL, O_NONBLOCK);
    pollfd event{output_.get(), POLLIN, 0};
    while (::poll(&event, 1, 0) > 0 && (event.revents & POLLIN) != 0 && read_some(lines)) {
    }
    lines.finish();
  }

  FileDescriptor wake_;
  FileDescriptor output_;
  FileDescriptor exit_;
  pid_t process_ = 0;
  Clock::Duration grace_{0};
  std::optional<Instant> kill_at_;  // when it was stopped; max() once it was killed
  std::optional<EndedWithUs> ended_with_us_;
  bool reaped_ = false;
  std::optional<std::stop_callback<std::function<void()>>> on_stop_;
};

}  // namespace

ChildResult run_child(const ChildProgram& program,
                      const std::function<void(std::string_view)>& on_line,
                      const std::stop_token& stop) {
  LineCutter lines(on_line);
  Child child(program, stop);
  const bool stopped = child.watch(lines);
  const ChildResult result = child.reap();
  if (!stopped) return result;
  child.end_group();
  throw Error(ErrorKind::kCancelled, "stopped {}", program.arguments.front());
}

}  // namespace darties
