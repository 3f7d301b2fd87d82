#include "warehouse/engines/embedded/process_lock.h"

#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/files.h"
#include "base/own_files.h"
#include "base/text.h"

namespace darties {
namespace {

constexpr std::chrono::milliseconds kPause{25};

constexpr std::string_view kBeginning = "process ";

// The first line of the file: "process 4711: darties run sparkify".
std::string first_line(int descriptor) {
  std::array<char, 512> bytes{};
  const ssize_t size = pread(descriptor, bytes.data(), bytes.size(), 0);
  const std::string_view text(bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  return std::string(text.substr(0, text.find('\n')));
}

std::string read_owner(int descriptor) {
  const std::string line(trim(first_line(descriptor)));
  return line.empty() ? "another process" : line;
}

// What a lock holds is written over.
void refuse_foreign_file(int descriptor, const std::filesystem::path& file) {
  const std::string line = first_line(descriptor);
  struct stat status {};
  const bool empty = fstat(descriptor, &status) == 0 && status.st_size == 0;
  if (empty || line.starts_with(kBeginning)) return;
  throw Error(ErrorKind::kInvalid,
              "{} is where darties keeps the lock of the warehouse, and it holds something else. "
              "Move it away, or give the warehouse another name",
              shown_path(file));
}

}  // namespace

ProcessLock::ProcessLock(std::filesystem::path file, std::chrono::milliseconds timeout,
                         const std::string& command, Clock& clock, const std::stop_token& stop)
    : file_(std::move(file)) {
  descriptor_ = open_own_file(file_, "the lock of the warehouse");
  refuse_foreign_file(descriptor_.get(), file_);
  wait(timeout, clock, stop);
  write_owner(command);
}

bool ProcessLock::try_lock() {
  if (flock(descriptor_.get(), LOCK_EX | LOCK_NB) == 0) return true;
  if (errno == EWOULDBLOCK || errno == EINTR) return false;
  throw error_from_errno(errno, fmt::format("cannot lock {}", file_.string()));
}

void ProcessLock::wait(std::chrono::milliseconds timeout, Clock& clock,
                       const std::stop_token& stop) {
  const auto deadline = clock.elapsed() + timeout;
  while (!try_lock()) {
    if (clock.elapsed() >= deadline) {
      throw Error(ErrorKind::kUnavailable,
                  "the warehouse is in use by {}. Waited {} for it; wait for that command to end, "
                  "or wait longer with "
                  "--lock-timeout. ({})",
                  read_owner(descriptor_.get()), human_duration(timeout.count()), file_.string());
    }
    clock.sleep(kPause, stop);
    throw_if_cancelled(stop, "waiting for " + read_owner(descriptor_.get()));
  }
}

void ProcessLock::write_owner(const std::string& command) {
  const std::string text =
      fmt::format("{}{}: {}\n", kBeginning, getpid(), command.empty() ? "darties" : command);
  // Only words for those who wait: a full disk here is no reason to stop.
  if (ftruncate(descriptor_.get(), 0) != 0) return;
  if (pwrite(descriptor_.get(), text.data(), text.size(), 0) < 0) return;
}

}  // namespace darties
