#include "cli/samples/sample_file.h"

#include <cerrno>
#include <string>
#include <utility>

#include "base/files.h"

namespace darties::samples {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw error_from_errno(errno, "cannot write " + path.string());
}

}  // namespace

SampleFile::SampleFile(std::filesystem::path path) : path_(std::move(path)), part_(path_) {
  part_ += ".part";
  std::error_code ignored;  // a folder that could not be made shows when the file is opened
  if (path_.has_parent_path()) std::filesystem::create_directories(path_.parent_path(), ignored);
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
  if (std::fclose(file_.release()) != 0) fail(path_);
  if (std::rename(part_.c_str(), path_.c_str()) != 0) fail(path_);
}

void write_sample_file(const std::filesystem::path& path, std::string_view bytes) {
  SampleFile file(path);
  file.buffer() = bytes;
  file.finish();
}

}  // namespace darties::samples
