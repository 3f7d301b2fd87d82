#include "source/formats/xlsx/spill_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/error.h"
#include "base/files.h"

namespace darties::xlsx {
namespace {

constexpr std::size_t kBlockBytes = 4096;
constexpr std::size_t kCachedBlocks = 2048;  // 8 MiB
constexpr std::size_t kPendingBytes = 256 << 10;

std::string temporary_folder() {
  const char* folder = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe)
  return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

int open_nameless_file(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) return descriptor;
  std::string name = folder + "/darties-XXXXXX";  // a file system that knows no O_TMPFILE
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named < 0) throw error_from_errno(errno, "cannot make a temporary file in " + folder);
  ::unlink(name.c_str());
  return named;
}

}  // namespace

SpillFile::Cache::Cache() : slots_(kCachedBlocks) {}

SpillFile::SpillFile() : descriptor_(open_nameless_file(temporary_folder())) {
  pending_.reserve(kPendingBytes);
}

SpillFile::~SpillFile() { ::close(descriptor_); }

void SpillFile::append(std::string_view bytes) {
  if (pending_.size() + bytes.size() > kPendingBytes) flush();
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  size_bytes_ += bytes.size();
}

void SpillFile::flush() {
  std::size_t done = 0;
  while (done < pending_.size()) {
    const auto count = ::write(descriptor_, pending_.data() + done, pending_.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      throw error_from_errno(errno, fmt::format("cannot keep {} bytes of shared strings in {} (set "
                                                "TMPDIR to a folder with more room)",
                                                size_bytes_, temporary_folder()));
    }
    done += static_cast<std::size_t>(count);
  }
  pending_.clear();
}

void SpillFile::finish_writing() {
  flush();
  pending_.shrink_to_fit();
}

std::string_view SpillFile::block(std::uint64_t number, Cache& cache) const {
  auto& slot = cache.slots_[number % kCachedBlocks];
  if (slot.block == number) return {slot.bytes.data(), slot.bytes.size()};
  slot.bytes.resize(kBlockBytes);
  const auto count = ::pread(descriptor_, slot.bytes.data(), kBlockBytes,
                             static_cast<off_t>(number * kBlockBytes));
  if (count < 0)
    throw error_from_errno(errno, "cannot read back a temporary file in " + temporary_folder());
  slot.bytes.resize(static_cast<std::size_t>(count));
  slot.block = number;
  return {slot.bytes.data(), slot.bytes.size()};
}

void SpillFile::read(std::uint64_t offset, std::span<char> into, Cache& cache) const {
  while (!into.empty()) {
    const auto bytes = block(offset / kBlockBytes, cache);
    const auto start = offset % kBlockBytes;
    if (start >= bytes.size())
      throw Error(ErrorKind::kBug, "read past the end of a temporary file");
    const auto length = std::min<std::size_t>(bytes.size() - start, into.size());
    std::memcpy(into.data(), bytes.data() + start, length);
    into = into.subspan(length);
    offset += length;
  }
}

}  // namespace darties::xlsx
