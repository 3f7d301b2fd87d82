#include "warehouse/engines/embedded/spool_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "base/files.h"
#include "base/own_files.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "darties-";
constexpr const char* kMarker = "darties.spool";
constexpr const char* kSpilled = "duckdb";
constexpr const char* kStatements = "parquet";
/// What the marker holds: its first line says whose it is, the others name what may be deleted beside it.
constexpr std::string_view kMarkerText = "darties spool 1\nduckdb\nparquet\n";

fs::path new_folder(const fs::path& spool) {
  make_own_folder(spool);
  std::string name = (spool / (std::string(kPrefix) + "XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr)
    throw error_from_errno(errno, fmt::format("cannot make a folder in {}", shown_path(spool)));
  return name;
}

/// Locked before it says what it is: who reads the text finds the lock taken as long as we live.
FileDescriptor new_marker(const fs::path& folder) {
  const fs::path file = folder / kMarker;
  FileDescriptor marker(
      ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  const bool made = marker && ::flock(marker.get(), LOCK_EX) == 0 &&
                    ::pwrite(marker.get(), kMarkerText.data(), kMarkerText.size(), 0) ==
                        static_cast<ssize_t>(kMarkerText.size());
  if (!made) throw error_from_errno(errno, fmt::format("cannot write {}", shown_path(file)));
  return marker;
}

/// The marker of a folder whose process is gone, locked; nothing for any other folder.
FileDescriptor take_abandoned_marker(const fs::path& folder) {
  const FileDescriptor opened(
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!opened) return {};
  FileDescriptor marker(
      ::openat(opened.get(), kMarker, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  std::array<char, kMarkerText.size() + 1> bytes{};
  if (!marker) return {};
  const ssize_t size = ::pread(marker.get(), bytes.data(), bytes.size(), 0);
  const bool ours =
      size >= 0 && std::string_view(bytes.data(), static_cast<std::size_t>(size)) == kMarkerText;
  if (!ours || ::flock(marker.get(), LOCK_EX | LOCK_NB) != 0) return {};
  return marker;
}

/// Removes what the marker names; a folder in which something else lies stays.
void remove_folder(const fs::path& folder) {
  std::error_code ignored;  // a leftover that stays does no harm
  fs::remove_all(folder / kSpilled, ignored);
  fs::remove_all(folder / kStatements, ignored);
  ::unlink((folder / kMarker).c_str());
  ::rmdir(folder.c_str());
}

void remove_abandoned_folders(const fs::path& spool) {
  std::error_code fault;  // a spool that can not be listed is emptied another time
  for (auto entry = fs::directory_iterator(spool, fault);
       !fault && entry != fs::directory_iterator(); entry.increment(fault)) {
    if (!entry->path().filename().string().starts_with(kPrefix)) continue;
    if (take_abandoned_marker(entry->path())) remove_folder(entry->path());
  }
}

// A process has one warehouse, but may have many statements.
fs::path next_folder(const fs::path& spool) {
  static std::atomic<int> last{0};
  return spool / kStatements / fmt::to_string(++last);
}

}  // namespace

WarehouseSpool::WarehouseSpool(const fs::path& spool)
    : path_(new_folder(spool)), marker_(new_marker(path_)) {
  remove_abandoned_folders(spool);
}

WarehouseSpool::~WarehouseSpool() { remove_folder(path_); }

fs::path WarehouseSpool::spill_folder() const { return path_ / kSpilled; }

SpoolFolder::SpoolFolder(const fs::path& spool) : path_(next_folder(spool)) { make_folders(path_); }

SpoolFolder::~SpoolFolder() {
  std::error_code ignored;  // what stays is removed with the warehouse's spool
  fs::remove_all(path_, ignored);
}

}  // namespace darties
