#include "lake/transfer_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <set>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/files.h"
#include "base/kind_of_file.h"
#include "base/own_files.h"
#include "lake/folder_key.h"
#include "lake/read_through.h"
#include "lake/unfinished_files.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 1 << 20;

/// A file that is read once, from its start, and that must stay as it was.
class SteadyFile {
 public:
  explicit SteadyFile(const fs::path& path)
      : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (!descriptor_) throw error_from_errno(errno, "cannot read " + shown_path(path_));
    before_ = status();
    if (!S_ISREG(before_.st_mode))
      throw Error(ErrorKind::kInvalid, "cannot read {}: it is {}", shown_path(path_),
                  kind_of_file(before_.st_mode));
  }

  std::size_t read(std::span<char> into) {
    for (;;) {
      const ssize_t got = ::read(descriptor_.get(), into.data(), into.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) throw error_from_errno(errno, "cannot read " + shown_path(path_));
    }
  }

  void check_unchanged(std::uint64_t bytes_read) const {
    const struct stat now = status();
    const bool same = now.st_size == before_.st_size &&
                      now.st_mtim.tv_sec == before_.st_mtim.tv_sec &&
                      now.st_mtim.tv_nsec == before_.st_mtim.tv_nsec &&
                      bytes_read == static_cast<std::uint64_t>(now.st_size);
    if (!same)
      throw Error(ErrorKind::kUnavailable, "{} changed while it was read: try again",
                  shown_path(path_));
  }

  std::uint64_t size_bytes() const { return static_cast<std::uint64_t>(before_.st_size); }

 private:
  struct stat status() const {
    struct stat status {};
    if (::fstat(descriptor_.get(), &status) != 0)
      throw error_from_errno(errno, "cannot read " + shown_path(path_));
    return status;
  }

  const fs::path& path_;
  FileDescriptor descriptor_;
  struct stat before_ {};
};

void send_small(SteadyFile& file, const TransferItem& item, Store& store) {
  std::string bytes(file.size_bytes() + 1, '\0');  // one more: to see that it grew
  std::size_t size = 0;
  while (const std::size_t got = file.read({bytes.data() + size, bytes.size() - size})) {
    size += got;
    if (size == bytes.size()) break;
  }
  bytes.resize(size);
  file.check_unchanged(size);
  store.write(item.key, bytes);
}

void send_large(SteadyFile& file, const TransferItem& item, Store& store,
                const std::stop_token& stop) {
  const auto writer = store.create(item.key);
  std::string piece(kPieceBytes, '\0');
  std::uint64_t size = 0;
  while (const std::size_t got = file.read(piece)) {
    throw_if_cancelled(stop, "uploading " + shown_path(item.file));
    writer->write({piece.data(), got});
    size += got;
  }
  file.check_unchanged(size);
  writer->commit();
}

/// A file beside its place, renamed when it is whole, removed when it never is.
class NewFile {
 public:
  explicit NewFile(fs::path path) : path_(std::move(path)) {
    static std::atomic<unsigned> count = 0;
    const auto name = fmt::format("{}{}", unfinished_prefix(), count++);
    temporary_ = (path_.parent_path() / name).string();
    ::unlink(temporary_.c_str());  // of a process that was killed, or a link put there
    constexpr int kHow = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    descriptor_ = FileDescriptor(::open(temporary_.c_str(), kHow, 0600));
    if (!descriptor_)
      throw error_from_errno(errno, "cannot write below " + shown_path(path_.parent_path()));
  }
  ~NewFile() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }

  void write(std::span<const char> bytes) {
    while (!bytes.empty()) {
      const ssize_t put = ::write(descriptor_.get(), bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) throw error_from_errno(errno, "cannot write " + shown_path(path_));
      bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
  }

  /// `modified`: of the object; what no store says of it is not told.
  void appear(std::chrono::system_clock::time_point modified) {
    const auto since = modified.time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
    const timespec time{seconds.count(), std::chrono::nanoseconds(since - seconds).count()};
    const std::array<timespec, 2> times = {time, time};
    if (since.count() > 0) ::futimens(descriptor_.get(), times.data());
    if (::fchmod(descriptor_.get(), shared_mode(0666)) != 0 ||
        ::rename(temporary_.c_str(), path_.c_str()) != 0) {
      throw error_from_errno(errno, "cannot write " + shown_path(path_));
    }
    temporary_.clear();
  }

 private:
  const fs::path path_;
  std::string temporary_;
  FileDescriptor descriptor_;
};

}  // namespace

fs::path file_below(const fs::path& folder, std::string_view name, std::string_view shown) {
  check_folder_key(name, shown);
  return folder / fs::path(name);
}

void refuse_files_in_files(std::span<const TransferItem> items, const Store& store) {
  std::set<std::string_view> keys;
  for (const TransferItem& item : items) keys.insert(item.key);
  for (const TransferItem& item : items) {
    const std::string_view key = item.key;
    for (auto slash = key.find('/'); slash != std::string_view::npos;
         slash = key.find('/', slash + 1)) {
      if (!keys.contains(key.substr(0, slash))) continue;
      throw Error(ErrorKind::kInvalid,
                  "{} would be a file, and a folder that holds {}: get them one by one",
                  store.describe(key.substr(0, slash)), store.describe(key));
    }
  }
}

void send_file(const TransferItem& item, Store& store, const std::stop_token& stop) {
  SteadyFile file(item.file);
  if (file.size_bytes() <= kPieceBytes) return send_small(file, item, store);
  send_large(file, item, store, stop);
}

void receive_file(const TransferItem& item, Store& store, const std::stop_token& stop) {
  make_folders(item.file.parent_path());
  const auto object = store.open_listed(item.object);
  NewFile file(item.file);
  const std::uint64_t offset = read_through(*object, [&](std::string_view piece) {
    throw_if_cancelled(stop, "downloading " + store.describe(item.key));
    file.write(piece);
    return true;
  });
  if (offset != item.size_bytes) {
    throw Error(ErrorKind::kUnavailable, "{} ended after {} of {} bytes", store.describe(item.key),
                offset, item.size_bytes);
  }
  file.appear(item.object.modified);
}

}  // namespace darties
