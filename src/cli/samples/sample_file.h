#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace darties::samples {

/// Told now and then how far a generator is: bytes written so far and what is being made. May throw
/// to stop it.
using Progress = std::function<void(std::int64_t bytes, std::string_view what)>;

/// A file that is written in one go and appears under its name when finish() returns; without
/// finish() nothing stays. Folders are made as needed. Errors: kUnavailable when the disk does not
/// take it, with the path.
class SampleFile {
 public:
  explicit SampleFile(std::filesystem::path path);
  ~SampleFile();
  SampleFile(const SampleFile&) = delete;
  SampleFile& operator=(const SampleFile&) = delete;

  /// Where to append; call flush_if_full() between records.
  std::string& buffer() { return buffer_; }
  void flush_if_full() {
    if (buffer_.size() >= kFull) flush();
  }
  void finish();
  std::int64_t bytes() const { return written_ + static_cast<std::int64_t>(buffer_.size()); }

 private:
  static constexpr std::size_t kFull = 1 << 20;
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void flush();

  std::filesystem::path path_;
  std::filesystem::path part_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string buffer_;
  std::int64_t written_ = 0;
};

/// Writes a small file whole.
void write_sample_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace darties::samples
