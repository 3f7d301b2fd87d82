#include "lake/folder_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include "base/files.h"
#include "base/own_files.h"
#include "lake/unfinished_files.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

/// Makes the folders above an object; each new one's name is on disk before the next is made.
void make_folders_durably(const fs::path& folder) {
  std::vector<fs::path> missing;
  fs::path each = folder;
  std::error_code ignored;  // what can not be asked can not be made either: make_folders says why
  while (!each.empty() && !fs::exists(each, ignored)) {
    missing.push_back(each);
    if (each == each.parent_path()) break;
    each = each.parent_path();
  }
  std::reverse(missing.begin(), missing.end());
  for (const fs::path& each_missing : missing) {
    make_folders(each_missing);
    sync_folder(each_missing.has_parent_path() ? each_missing.parent_path() : ".");
  }
}

}  // namespace

std::string ObjectName::shown() const { return fmt::format("{} ({})", url, shown_path(file)); }

Error object_not_found(const ObjectName& name) {
  return Error(ErrorKind::kNotFound, "no object under this key: {}", name.shown());
}

FileReader::FileReader(ObjectName name) : name_(std::move(name)) {
  descriptor_ = FileDescriptor(::open(name_.file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!descriptor_ && (errno == ENOENT || errno == ENOTDIR)) throw object_not_found(name_);
  struct stat status {};
  if (!descriptor_ || ::fstat(descriptor_.get(), &status) != 0) fail();
  if (!S_ISREG(status.st_mode)) throw object_not_found(name_);
  size_ = std::uint64_t(status.st_size);
}

std::size_t FileReader::read_at(std::uint64_t offset, std::span<char> into) {
  std::size_t filled = 0;
  while (filled < into.size()) {
    const ssize_t got = ::pread(descriptor_.get(), into.data() + filled, into.size() - filled,
                                off_t(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail();
    if (got == 0) break;
    filled += std::size_t(got);
  }
  return filled;
}

void FileReader::fail() const {
  throw error_from_errno(errno, fmt::format("cannot read {}", name_.shown()));
}

namespace {

/// In S3 "a" and "a/b" are two objects; here one would be a file and the folder of the other.
void refuse_object_above(const fs::path& folder, const ObjectName& name) {
  std::error_code fault;
  for (fs::path above = folder; above.has_relative_path(); above = above.parent_path()) {
    const auto status = fs::status(above, fault);
    if (status.type() == fs::file_type::directory) return;
    if (status.type() != fs::file_type::regular) continue;
    throw Error(
        ErrorKind::kInvalid,
        "cannot write {}: {} is an object, and a bucket that is a folder can not hold both. "
        "Delete it, or write elsewhere",
        name.shown(), shown_path(above));
  }
}

}  // namespace

FileWriter::FileWriter(ObjectName name) : name_(std::move(name)) {
  const fs::path folder = name_.file.parent_path();
  refuse_object_above(folder, name_);
  try {
    make_folders_durably(folder);
  } catch (Error& error) {
    throw error.while_doing(fmt::format("writing {}", name_.shown()));
  }
  temporary_ = (folder / (unfinished_prefix() + "XXXXXX")).string();
  descriptor_ = FileDescriptor(::mkostemp(temporary_.data(), O_CLOEXEC));
  if (!descriptor_) {
    temporary_.clear();
    fail();
  }
  buffer_.reserve(kBufferBytes);
}

FileWriter::~FileWriter() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

bool FileWriter::take(const fs::path& file) {
  if (::rename(file.c_str(), temporary_.c_str()) != 0) {
    if (errno == EXDEV) return false;
    throw error_from_errno(errno,
                           fmt::format("cannot move {} to {}", shown_path(file), name_.shown()));
  }
  descriptor_ = FileDescriptor(::open(temporary_.c_str(), O_WRONLY | O_CLOEXEC));
  if (!descriptor_) fail();
  return true;
}

void FileWriter::write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) flush();
  if (bytes.size() >= kBufferBytes) return write_through(bytes);
  buffer_ += bytes;
}

void FileWriter::finish() {
  if (!descriptor_) return;
  flush();
  if (::fchmod(descriptor_.get(), shared_mode(0666)) != 0 || ::fsync(descriptor_.get()) != 0)
    fail();
  descriptor_.close();
  std::string().swap(buffer_);
}

void FileWriter::commit() {
  if (temporary_.empty()) throw Error(ErrorKind::kBug, "commit() twice for {}", name_.shown());
  finish();
  if (::rename(temporary_.c_str(), name_.file.c_str()) != 0) {
    if (errno != EISDIR && errno != ENOTEMPTY && errno != EEXIST) fail();
    throw Error(ErrorKind::kInvalid,
                "cannot write {}: a folder lies there, which holds other objects", name_.shown());
  }
  temporary_.clear();
  sync_folder(name_.file.parent_path());
}

bool FileWriter::commit_if_absent() {
  finish();
  if (::link(temporary_.c_str(), name_.file.c_str()) != 0) {
    if (errno == EEXIST) return false;
    fail();
  }
  ::unlink(temporary_.c_str());
  temporary_.clear();
  sync_folder(name_.file.parent_path());
  return true;
}

void FileWriter::fail() const {
  throw error_from_errno(errno, fmt::format("cannot write {}", name_.shown()));
}

void FileWriter::flush() {
  write_through(buffer_);
  buffer_.clear();
}

void FileWriter::write_through(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    bytes.remove_prefix(std::size_t(written));
  }
}

bool same_bytes(const ObjectName& object, const fs::path& file) {
  FileReader stored(object);
  FileReader given({file.string(), file});
  if (stored.size_bytes() != given.size_bytes()) return false;
  std::array<char, 64 * 1024> left{}, right{};
  for (std::uint64_t at = 0;;) {
    const std::size_t got = stored.read_at(at, left);
    if (given.read_at(at, right) != got) return false;
    if (got == 0) return true;
    if (!std::equal(left.begin(), left.begin() + std::ptrdiff_t(got), right.begin())) return false;
    at += got;
  }
}

}  // namespace darties
