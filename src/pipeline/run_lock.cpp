#include "pipeline/run_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>

#include "base/files.h"
#include "base/own_files.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

fs::path lock_file(const fs::path& state_folder, const std::string& run_id) {
  return state_folder / "runs" / (run_id + ".lock");
}

FileDescriptor open_lock(const fs::path& file) {
  make_own_folder(file.parent_path());
  return open_own_file(file, "the lock of a run");
}

/// Whether the open file still goes by this name: who lets go of a lock deletes its file.
bool is_file_of(const FileDescriptor& descriptor, const fs::path& file) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(descriptor.get(), &opened) == 0 && ::stat(file.c_str(), &named) == 0 &&
         opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

bool has_open(const fs::path& process, const fs::path& file) {
  std::error_code fault;
  for (auto entry = fs::directory_iterator(process / "fd", fault);
       !fault && entry != fs::directory_iterator(); entry.increment(fault)) {
    std::error_code unreadable;
    if (fs::read_symlink(entry->path(), unreadable) == file) return true;
  }
  return false;
}

}  // namespace

RunLock RunLock::take(const fs::path& state_folder, const std::string& run_id) {
  const fs::path file = lock_file(state_folder, run_id);
  for (;;) {
    FileDescriptor descriptor = open_lock(file);
    if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
      throw Error(ErrorKind::kUnavailable, "run {} is going on in another process", run_id);
    }
    if (is_file_of(descriptor, file)) return {file, std::move(descriptor)};
  }
}

bool RunLock::is_held(const fs::path& state_folder, const std::string& run_id) {
  const FileDescriptor descriptor(
      ::open(lock_file(state_folder, run_id).c_str(), O_RDWR | O_CLOEXEC));
  if (!descriptor) return false;
  return ::flock(descriptor.get(), LOCK_SH | LOCK_NB) != 0;
}

std::vector<pid_t> RunLock::holders(const fs::path& state_folder, const std::string& run_id) {
  std::vector<pid_t> found;
  std::error_code fault;
  const fs::path file = fs::canonical(lock_file(state_folder, run_id), fault);
  if (fault) return found;
  for (auto entry = fs::directory_iterator("/proc", fault);
       !fault && entry != fs::directory_iterator(); entry.increment(fault)) {
    const std::string name = entry->path().filename().string();
    pid_t process = 0;
    const auto [end, no_number] = std::from_chars(name.data(), name.data() + name.size(), process);
    if (no_number != std::errc() || end != name.data() + name.size()) continue;
    if (has_open(entry->path(), file)) found.push_back(process);
  }
  return found;
}

RunLock::RunLock(fs::path file, FileDescriptor descriptor)
    : file_(std::move(file)), descriptor_(std::move(descriptor)) {}

RunLock::~RunLock() {
  if (!descriptor_) return;
  std::error_code fault;
  fs::remove(file_, fault);
  ::flock(descriptor_.get(), LOCK_UN);
}

RunStartLock::RunStartLock(const fs::path& state_folder)
    : descriptor_(open_lock(state_folder / "runs" / "start.lock")) {
  while (::flock(descriptor_.get(), LOCK_EX) != 0) {
    if (errno != EINTR) throw error_from_errno(errno, "cannot wait for another run to begin");
  }
}

}  // namespace darties
