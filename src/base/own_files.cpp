#include "base/own_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "base/files.h"

namespace darties {
namespace {

constexpr mode_t kOthers = 077;
constexpr mode_t kOwnerOnly = 0600;

/// The user's, once keep_new_files_private() has put ours in its place.
std::optional<mode_t> kept_umask;

mode_t users_umask() {
  if (kept_umask) return *kept_umask;
  const mode_t mask = ::umask(kOthers);
  ::umask(mask);
  return mask;
}

[[noreturn]] void refuse_link(const std::filesystem::path& file, std::string_view what) {
  throw Error(ErrorKind::kInvalid,
              "{} is a link: darties keeps {} in a file of its own, and follows no link to it. "
              "Remove the link, or move its target here",
              shown_path(file), what);
}

[[noreturn]] void fail(std::string_view doing, const std::filesystem::path& file) {
  throw error_from_errno(errno, fmt::format("cannot {} {}", doing, shown_path(file)));
}

void check_kind(const struct stat& status, const std::filesystem::path& file,
                std::string_view what) {
  if (S_ISLNK(status.st_mode)) refuse_link(file, what);
  if (S_ISREG(status.st_mode)) return;
  throw Error(ErrorKind::kInvalid, "{} is no file: darties keeps {} there. Move it away",
              shown_path(file), what);
}

bool is_open_to_others(const struct stat& status) {
  return (status.st_mode & kOthers) != 0 && status.st_uid == ::geteuid();
}

}  // namespace

void keep_new_files_private() { kept_umask = ::umask(kOthers); }

unsigned shared_mode(unsigned mode) { return mode & ~users_umask(); }

UsersUmask::UsersUmask() : before_(::umask(users_umask())) {}
UsersUmask::~UsersUmask() { ::umask(before_); }

FileDescriptor open_own_file(const std::filesystem::path& file, std::string_view what) {
  constexpr int kHow = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  FileDescriptor opened(::open(file.c_str(), kHow, kOwnerOnly));
  if (!opened && errno == ELOOP) refuse_link(file, what);
  struct stat status {};
  if (!opened || ::fstat(opened.get(), &status) != 0) fail("open", file);
  check_kind(status, file, what);
  if (is_open_to_others(status) && ::fchmod(opened.get(), status.st_mode & 0700) != 0)
    fail("close to others", file);
  return opened;
}

void check_own_file(const std::filesystem::path& file, std::string_view what) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return;
    fail("look at", file);
  }
  check_kind(status, file, what);
  const bool closed =
      !is_open_to_others(status) || ::chmod(file.c_str(), status.st_mode & 0700) == 0;
  if (!closed && errno != EROFS) fail("close to others", file);
}

void make_own_folder(const std::filesystem::path& folder) {
  make_folders(folder.parent_path());
  if (::mkdir(folder.c_str(), 0700) == 0) return;
  std::error_code ignored;  // the first failure is the one to tell
  const int failure = errno;
  if (std::filesystem::is_directory(folder, ignored)) return;
  throw error_from_errno(failure, fmt::format("cannot make folder {}", folder.string()));
}

void make_own_file(const std::filesystem::path& file, std::string_view what) {
  constexpr int kHow = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
  const FileDescriptor made(::open(file.c_str(), kHow, kOwnerOnly));
  if (made) return;
  if (errno != EEXIST) fail("make", file);
  check_own_file(file, what);
}

}  // namespace darties
