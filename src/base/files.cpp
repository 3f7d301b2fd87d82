#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "base/file_descriptor.h"
#include "base/kind_of_file.h"
#include "base/own_files.h"

namespace darties {
namespace {

ErrorKind kind_of(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return ErrorKind::kNotFound;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorKind::kDenied;
    case ENAMETOOLONG:
    case EINVAL:
    case EISDIR:
    case EEXIST:
    case ELOOP:
    case ENOTEMPTY:
      return ErrorKind::kInvalid;
    default:
      return ErrorKind::kUnavailable;
  }
}

void write_all(int descriptor, std::string_view bytes, const std::string& what) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw error_from_errno(errno, what);
    bytes.remove_prefix(std::size_t(written));
  }
}

/// Removes the file unless it has been renamed away.
class Temporary {
 public:
  explicit Temporary(std::string name) : name_(std::move(name)) {}
  ~Temporary() {
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  void rename_to(const std::filesystem::path& file, const std::string& what) {
    if (::rename(name_.c_str(), file.c_str()) != 0) throw error_from_errno(errno, what);
    name_.clear();
  }

 private:
  std::string name_;
};

/// Whether the shell opened it for us, as in `darties sql -f <(generate)`: then it may be a pipe.
bool is_handed_over(const std::filesystem::path& file) {
  const std::string_view name = file.native();
  return name == "/dev/stdin" || name.starts_with("/dev/fd/") || name.starts_with("/proc/self/fd/");
}

}  // namespace

Error error_from_errno(int error_number, std::string_view what) {
  const std::string reason = std::generic_category().message(error_number);
  return Error(kind_of(error_number), "{}: {}", what, reason);
}

std::string shown_path(const std::filesystem::path& file) {
  std::error_code unknown;  // a current folder that is gone
  const auto here = std::filesystem::current_path(unknown);
  const auto relative = unknown ? file : file.lexically_proximate(here);
  return (relative.empty() || *relative.begin() == ".." ? file : relative)
      .lexically_normal()
      .string();
}

std::string read_file(const std::filesystem::path& file) {
  const std::string what = fmt::format("cannot read {}", shown_path(file));
  const bool handed_over = is_handed_over(file);
  const FileDescriptor descriptor(
      ::open(file.c_str(), O_RDONLY | O_CLOEXEC | (handed_over ? 0 : O_NONBLOCK)));
  struct stat status {};
  if (!descriptor || ::fstat(descriptor.get(), &status) != 0) throw error_from_errno(errno, what);
  const bool refused = handed_over ? S_ISDIR(status.st_mode) : !S_ISREG(status.st_mode);
  if (refused && file != "/dev/null")
    throw Error(ErrorKind::kInvalid, "{}: it is {}", what, kind_of_file(status.st_mode));
  std::string bytes;
  std::size_t length = 0;
  for (;;) {  // one byte more than the size, so that the end shows without another resize
    if (bytes.size() == length) {
      bytes.resize(length + std::max<std::size_t>(
                                length == 0 ? std::size_t(status.st_size) + 1 : length, 4096));
    }
    const ssize_t got = ::read(descriptor.get(), bytes.data() + length, bytes.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw error_from_errno(errno, what);
    if (got == 0) break;
    length += std::size_t(got);
  }
  bytes.resize(length);
  return bytes;
}

void sync_folder(const std::filesystem::path& folder) {
  const FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor || ::fsync(descriptor.get()) != 0) {
    throw error_from_errno(errno, fmt::format("cannot sync folder {}", folder.string()));
  }
}

void write_file_atomically(const std::filesystem::path& file, std::string_view bytes,
                           unsigned mode) {
  const std::string what = fmt::format("cannot write {}", shown_path(file));
  struct stat before {};
  const bool replaces = ::stat(file.c_str(), &before) == 0;
  mode = replaces ? before.st_mode & 07777 : shared_mode(mode);
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  std::string name = (folder / ("." + file.filename().string() + ".XXXXXX")).string();
  FileDescriptor descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!descriptor) throw error_from_errno(errno, what);
  Temporary temporary(name);
  write_all(descriptor.get(), bytes, what);
  if (::fchmod(descriptor.get(), mode) != 0 || ::fsync(descriptor.get()) != 0) {
    throw error_from_errno(errno, what);
  }
  temporary.rename_to(file, what);
  sync_folder(folder);
}

void make_folders(const std::filesystem::path& folder) {
  std::error_code ignored;     // what can not be asked can not be made either
  if (folder.empty()) return;  // a bare name lies in the folder at hand
  if (std::filesystem::is_directory(folder, ignored)) return;
  if (folder.has_relative_path()) make_folders(folder.parent_path());
  if (::mkdir(folder.c_str(), 0700) != 0) {
    const int failure = errno;
    if (failure == EEXIST && std::filesystem::is_directory(folder, ignored)) return;
    throw error_from_errno(failure == EEXIST ? ENOTDIR : failure,
                           fmt::format("cannot make folder {}", folder.string()));
  }
  struct stat made {};  // a folder may hand its group down by a bit of its mode
  if (::stat(folder.c_str(), &made) == 0)
    ::chmod(folder.c_str(), (made.st_mode & 07000) | shared_mode(0777));
}

}  // namespace darties
