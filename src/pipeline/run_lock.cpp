#include "pipeline/run_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>

#include "base/files.h"

namespace darties {
namespace {

std::filesystem::path lock_file(const std::filesystem::path& state_folder,
                                const std::string& run_id) {
  return state_folder / "runs" / (run_id + ".lock");
}

}  // namespace

RunLock RunLock::take(const std::filesystem::path& state_folder, const std::string& run_id) {
  const std::filesystem::path file = lock_file(state_folder, run_id);
  make_folders(file.parent_path());
  FileDescriptor descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!descriptor) throw error_from_errno(errno, fmt::format("cannot open {}", file.string()));
  if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
    throw Error(ErrorKind::kUnavailable, "run {} is going on in another process", run_id);
  }
  return {file, std::move(descriptor)};
}

bool RunLock::is_held(const std::filesystem::path& state_folder, const std::string& run_id) {
  const FileDescriptor descriptor(
      ::open(lock_file(state_folder, run_id).c_str(), O_RDWR | O_CLOEXEC));
  if (!descriptor) return false;
  return ::flock(descriptor.get(), LOCK_SH | LOCK_NB) != 0;
}

RunLock::RunLock(std::filesystem::path file, FileDescriptor descriptor)
    : file_(std::move(file)), descriptor_(std::move(descriptor)) {}

RunLock::~RunLock() {
  if (!descriptor_) return;
  std::error_code fault;
  std::filesystem::remove(file_, fault);
}

}  // namespace darties
