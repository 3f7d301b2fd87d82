#include "source/local_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/kind_of_file.h"
#include "base/text.h"

namespace darties {
namespace {

class LocalFile final : public ObjectReader {
 public:
  LocalFile(int descriptor, std::uint64_t size_bytes, std::string name)
      : descriptor_(descriptor), size_bytes_(size_bytes), name_(std::move(name)) {}
  ~LocalFile() override { ::close(descriptor_); }

  std::uint64_t size_bytes() const override { return size_bytes_; }

  std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
    std::size_t done = 0;
    while (done < into.size()) {
      const auto count = ::pread(descriptor_, into.data() + done, into.size() - done,
                                 static_cast<off_t>(offset + done));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw error_from_errno(errno, "cannot read " + name_);
      if (count == 0) break;
      done += static_cast<std::size_t>(count);
    }
    return done;
  }

 private:
  int descriptor_;
  std::uint64_t size_bytes_;
  std::string name_;
};

std::vector<std::string> names_beside(const std::filesystem::path& file) {
  std::vector<std::string> names;
  std::error_code ignored;  // a folder that cannot be listed has no names to suggest
  const auto folder = file.has_parent_path() ? file.parent_path() : ".";
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

}  // namespace

std::unique_ptr<ObjectReader> open_local_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0 && errno == ENOENT) {
    const auto name = file.filename().string();
    throw Error(ErrorKind::kNotFound, "no such file: {}{}", file.string(),
                suggestion(name, names_beside(file)));
  }
  if (descriptor < 0) throw error_from_errno(errno, "cannot open " + file.string());
  struct stat status {};
  ::fstat(descriptor, &status);
  if (!S_ISREG(status.st_mode)) {
    ::close(descriptor);
    throw Error(ErrorKind::kInvalid, "{} is {}, not a file", file.string(),
                kind_of_file(status.st_mode));
  }
  return std::make_unique<LocalFile>(descriptor, static_cast<std::uint64_t>(status.st_size),
                                     file.filename().string());
}

}  // namespace darties
