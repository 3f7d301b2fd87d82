#include "lake/folder_store.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "base/file_descriptor.h"
#include "base/files.h"
#include "lake/folder_key.h"
#include "lake/folder_listing.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

/// How an object is called in messages: its URL and its file.
struct ObjectName {
  std::string url;
  fs::path file;

  std::string shown() const { return fmt::format("{} ({})", url, shown_path(file)); }
};

Error not_found(const ObjectName& name) {
  return Error(ErrorKind::kNotFound, "no object under this key: {}", name.shown());
}

class FileReader final : public ObjectReader {
 public:
  explicit FileReader(ObjectName name) : name_(std::move(name)) {
    descriptor_ = FileDescriptor(::open(name_.file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!descriptor_ && (errno == ENOENT || errno == ENOTDIR)) throw not_found(name_);
    struct stat status {};
    if (!descriptor_ || ::fstat(descriptor_.get(), &status) != 0) fail();
    if (!S_ISREG(status.st_mode)) throw not_found(name_);
    size_ = std::uint64_t(status.st_size);
  }

  std::uint64_t size_bytes() const override { return size_; }

  std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
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

 private:
  [[noreturn]] void fail() const {
    throw error_from_errno(errno, fmt::format("cannot read {}", name_.shown()));
  }

  ObjectName name_;
  FileDescriptor descriptor_;
  std::uint64_t size_ = 0;
};

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

class FileWriter final : public ObjectWriter {
 public:
  explicit FileWriter(ObjectName name) : name_(std::move(name)) {
    const fs::path folder = name_.file.parent_path();
    try {
      make_folders_durably(folder);
    } catch (Error& error) {
      throw error.while_doing(fmt::format("writing {}", name_.shown()));
    }
    temporary_ = (folder / (std::string(kTemporaryPrefix) + "XXXXXX")).string();
    descriptor_ = FileDescriptor(::mkostemp(temporary_.data(), O_CLOEXEC));
    if (!descriptor_) {
      temporary_.clear();
      fail();
    }
    buffer_.reserve(kBufferBytes);
  }

  /// Takes over the bytes of `file`, which must lie in the same file system: false when it does not.
  bool take(const fs::path& file) {
    if (::rename(file.c_str(), temporary_.c_str()) != 0) {
      if (errno == EXDEV) return false;
      throw error_from_errno(errno,
                             fmt::format("cannot move {} to {}", shown_path(file), name_.shown()));
    }
    descriptor_ = FileDescriptor(::open(temporary_.c_str(), O_WRONLY | O_CLOEXEC));
    if (!descriptor_) fail();
    return true;
  }

  ~FileWriter() override {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }

  void write(std::string_view bytes) override {
    if (buffer_.size() + bytes.size() > kBufferBytes) flush();
    if (bytes.size() >= kBufferBytes) return write_through(bytes);
    buffer_ += bytes;
  }

  void finish() override {
    if (!descriptor_) return;
    flush();
    if (::fchmod(descriptor_.get(), 0644) != 0 || ::fsync(descriptor_.get()) != 0) fail();
    descriptor_.close();
    std::string().swap(buffer_);
  }

  void commit() override {
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

 private:
  static constexpr std::size_t kBufferBytes = 256 * 1024;

  [[noreturn]] void fail() const {
    throw error_from_errno(errno, fmt::format("cannot write {}", name_.shown()));
  }

  void flush() {
    write_through(buffer_);
    buffer_.clear();
  }

  void write_through(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail();
      bytes.remove_prefix(std::size_t(written));
    }
  }

  ObjectName name_;
  std::string temporary_;  // empty once it has become the object
  FileDescriptor descriptor_;
  std::string buffer_;
};

class FolderStore final : public Store {
 public:
  FolderStore(fs::path folder, std::string url)
      : folder_(std::move(folder)), url_(std::move(url)) {}

  std::string read(std::string_view key) override {
    FileReader reader(name_of(key));
    std::string bytes(reader.size_bytes(), '\0');
    bytes.resize(reader.read_at(0, bytes));
    return bytes;
  }

  std::unique_ptr<ObjectReader> open(std::string_view key) override {
    return std::make_unique<FileReader>(name_of(key));
  }

  void write(std::string_view key, std::string_view bytes) override {
    FileWriter writer(name_of(key));
    writer.write(bytes);
    writer.commit();
  }

  std::unique_ptr<ObjectWriter> create(std::string_view key) override {
    return std::make_unique<FileWriter>(name_of(key));
  }

  std::unique_ptr<ObjectWriter> take(std::string_view key, const fs::path& file) override {
    auto writer = std::make_unique<FileWriter>(name_of(key));
    if (writer->take(file)) return writer;
    return Store::take(key, file);
  }

  std::optional<fs::path> file_of(std::string_view key) const override { return name_of(key).file; }

  std::vector<ObjectInfo> list(std::string_view prefix) override {
    const std::size_t slash = prefix.rfind('/');
    if (slash != std::string_view::npos)
      check_folder_key(prefix.substr(0, slash), describe(prefix));
    try {
      return list_folder(folder_, prefix);
    } catch (Error& error) {
      throw error.while_doing(fmt::format("listing {}", describe(prefix)));
    }
  }

  void remove(std::string_view key) override {
    const ObjectName name = name_of(key);
    if (::unlink(name.file.c_str()) == 0) return sync_folder(name.file.parent_path());
    const bool absent =
        errno == ENOENT || errno == ENOTDIR || errno == EISDIR;  // a folder is no object
    if (!absent) throw error_from_errno(errno, fmt::format("cannot delete {}", name.shown()));
  }

  std::string describe(std::string_view key) const override {
    return fmt::format("{}/{}", url_, key);
  }

 private:
  ObjectName name_of(std::string_view key) const {
    check_folder_key(key, describe(key));
    return {describe(key), folder_ / key};
  }

  fs::path folder_;
  std::string url_;
};

}  // namespace

std::unique_ptr<Store> open_folder_store(fs::path folder, std::string url) {
  if (folder.empty()) throw Error(ErrorKind::kInvalid, "no folder given for {}", url);
  return std::make_unique<FolderStore>(folder.lexically_normal(), std::move(url));
}

}  // namespace darties
