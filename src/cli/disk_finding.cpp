#include "cli/disk_finding.h"

#include <sys/statvfs.h>

#include <cerrno>
#include <cstdint>

#include "base/files.h"
#include "base/text.h"

namespace darties::cli {
namespace {

constexpr std::uint64_t kMebibyte = 1024 * 1024;
constexpr std::uint64_t kTooLittle = 4 * kMebibyte;  // for a statement of any kind
constexpr std::uint64_t kLittle = 256 * kMebibyte;   // for a load that spills

}  // namespace

Finding look_at_disk(const std::filesystem::path& folder) {
  std::filesystem::path there = std::filesystem::absolute(folder);
  std::error_code ignored;  // what can not be asked is not there
  while (!std::filesystem::exists(there, ignored) && there.has_relative_path())
    there = there.parent_path();
  struct statvfs disk {};
  if (::statvfs(there.c_str(), &disk) != 0)
    throw error_from_errno(errno, "cannot look at the disk of " + shown_path(there));
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  const std::string what =
      fmt::format("{} left on the disk of {}", human_bytes(free), there.string());
  if (free < kTooLittle) return {"fail", what + ": the disk is full, make room on it"};
  if (free < kLittle) return {"warn", what + ": what does not fit into memory needs room there"};
  return {"ok", what};
}

}  // namespace darties::cli
