#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "lake/store.h"

namespace darties {

/// How an object that is a file is called in messages: its URL and its file.
struct ObjectName {
  std::string url;
  std::filesystem::path file;

  std::string shown() const;
};

Error object_not_found(const ObjectName& name);

/// An object that is a file. Throws kNotFound for anything but a regular file.
class FileReader final : public ObjectReader {
 public:
  explicit FileReader(ObjectName name);

  std::uint64_t size_bytes() const override { return size_; }
  std::size_t read_at(std::uint64_t offset, std::span<char> into) override;

 private:
  [[noreturn]] void fail() const;

  ObjectName name_;
  FileDescriptor descriptor_;
  std::uint64_t size_ = 0;
};

/// Writes an object to a temporary file beside it, which becomes the object when it is committed.
class FileWriter final : public ObjectWriter {
 public:
  explicit FileWriter(ObjectName name);
  ~FileWriter() override;
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  /// Takes over the bytes of `file`, which must lie in the same file system: false when it does not.
  bool take(const std::filesystem::path& file);

  void write(std::string_view bytes) override;
  void finish() override;
  void commit() override;
  /// The same where no object is yet; false when there is one.
  bool commit_if_absent();

 private:
  static constexpr std::size_t kBufferBytes = 256 * 1024;

  [[noreturn]] void fail() const;
  void flush();
  void write_through(std::string_view bytes);

  ObjectName name_;
  std::string temporary_;  // empty once it has become the object
  FileDescriptor descriptor_;
  std::string buffer_;
};

/// Whether two files hold the same bytes.
bool same_bytes(const ObjectName& object, const std::filesystem::path& file);

}  // namespace darties
