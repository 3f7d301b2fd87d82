#include "cli/samples/sample_file.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <utility>

#include "base/files.h"
#include "base/own_files.h"

namespace darties::samples {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw error_from_errno(errno, "cannot write " + path.string());
}

}  // namespace

SampleFile::SampleFile(std::filesystem::path path) : path_(std::move(path)), part_(path_) {
  part_ += ".part";
  make_folders(path_.parent_path());
  file_.reset(std::fopen(part_.c_str(), "wb"));
  if (!file_) fail(path_);
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);
}

SampleFile::~SampleFile() {
  if (!file_) return;
  file_.reset();
  std::error_code ignored;
  std::filesystem::remove(part_, ignored);
}

void SampleFile::flush() {
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size()) fail(path_);
  written_ += static_cast<std::int64_t>(buffer_.size());
  buffer_.clear();
}

void SampleFile::finish() {
  flush();
  if (::fchmod(::fileno(file_.get()), shared_mode(0666)) != 0) fail(path_);
  if (std::fclose(file_.release()) != 0) fail(path_);
  if (std::rename(part_.c_str(), path_.c_str()) != 0) fail(path_);
}

void write_sample_file(const std::filesystem::path& path, std::string_view bytes) {
  SampleFile file(path);
  file.buffer() = bytes;
  file.finish();
}

}  // namespace darties::samples
