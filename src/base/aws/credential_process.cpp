#include "base/aws/credential_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/files.h"
#include "base/own_files.h"
#include "base/text.h"

extern char** environ;

namespace darties::aws {
namespace {

using Instant = std::chrono::steady_clock::time_point;

constexpr std::size_t kLongestAnswer = 64 * 1024;

/// Takes the next word off `rest`, which begins with one.
std::string take_word(std::string_view& rest) {
  std::string word;
  char quote = '\0';
  std::size_t i = 0;
  for (; i < rest.size(); ++i) {
    const char c = rest[i];
    if (quote == '\0' && (c == ' ' || c == '\t')) break;
    const bool escapes = c == '\\' && quote != '\'' && i + 1 < rest.size();
    const bool in_double_quotes = quote == '"' && escapes;
    if (escapes && (!in_double_quotes || rest[i + 1] == '"' || rest[i + 1] == '\\')) {
      word += rest[++i];
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (quote != '\0' && c == quote) {
      quote = '\0';
    } else {
      word += c;
    }
  }
  if (quote != '\0')
    throw Error(ErrorKind::kInvalid, "the command has a quote {} that stays open", quote);
  rest.remove_prefix(i);
  return word;
}

/// What the child's descriptors become: nothing, the pipe, ours.
class SpawnActions {
 public:
  explicit SpawnActions(int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
  }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;

  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

/// The program while it runs; killed when nobody waits for its end.
class Child {
 public:
  explicit Child(std::vector<std::string> command) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw error_from_errno(errno, "cannot make a pipe");
    output_ = FileDescriptor(ends[0]);
    const FileDescriptor input(ends[1]);
    ::fcntl(output_.get(), F_SETFL, O_NONBLOCK);
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const SpawnActions actions(input.get());
    const UsersUmask umask_of_user;
    const int fault =
        posix_spawnp(&process_, arguments[0], actions.get(), nullptr, arguments.data(), environ);
    if (fault != 0) throw error_from_errno(fault, fmt::format("cannot start {}", command[0]));
    exit_ = FileDescriptor(int(::syscall(SYS_pidfd_open, process_, 0)));
  }
  ~Child() {
    if (process_ == 0) return;
    ::kill(process_, SIGKILL);
    wait();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Collects output until the program is gone. False when `deadline` passes or the output has no end.
  bool collect(std::string& output, Instant deadline) {
    std::array<pollfd, 2> events = {{{exit_.get(), POLLIN, 0}, {output_.get(), POLLIN, 0}}};
    while (output.size() <= kLongestAnswer) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) return false;
      if (::poll(events.data(), events.size(), int(left.count())) < 0 && errno != EINTR)
        throw error_from_errno(errno, "cannot wait for a program");
      if (events[1].revents != 0 && !read_some(output)) events[1].fd = -1;
      if (events[0].revents == 0) continue;
      while (read_some(output)) {
      }
      return true;
    }
    return false;
  }

  int wait() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = 0;
    return status;
  }

 private:
  /// False at the end of it, and when there is nothing at the moment.
  bool read_some(std::string& output) {
    std::array<char, 4096> piece{};
    const ssize_t count = ::read(output_.get(), piece.data(), piece.size());
    if (count > 0) output.append(piece.data(), std::size_t(count));
    return count > 0 && output.size() <= kLongestAnswer;
  }

  pid_t process_ = 0;
  FileDescriptor output_;
  FileDescriptor exit_;  // readable when the process has ended
};

}  // namespace

std::vector<std::string> split_command(std::string_view line) {
  std::vector<std::string> words;
  for (std::string_view rest = trim(line); !rest.empty(); rest = trim(rest))
    words.push_back(take_word(rest));
  if (words.empty()) throw Error(ErrorKind::kInvalid, "the command is empty");
  return words;
}

std::string run_credential_process(const std::vector<std::string>& command,
                                   std::chrono::milliseconds limit) {
  Child child(command);
  std::string output;
  if (!child.collect(output, std::chrono::steady_clock::now() + limit)) {
    throw Error(ErrorKind::kUnavailable, "{} did not come to an end within {}, or wrote too much",
                command[0], human_duration(limit.count()));
  }
  const int status = child.wait();
  if (WIFSIGNALED(status))
    throw Error(ErrorKind::kDenied, "{} was ended by signal {}", command[0], WTERMSIG(status));
  if (WEXITSTATUS(status) != 0) {
    throw Error(ErrorKind::kDenied, "{} ended with exit code {}: run it by hand to see why",
                command[0], WEXITSTATUS(status));
  }
  return output;
}

}  // namespace darties::aws
