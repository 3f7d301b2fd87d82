// A folder's files come in byte order of their keys when each folder's entries are sorted with a '/' behind the names of
// folders: "a-b" stands before "a/x" as '-' stands before '/'.
#include "lake/folder_listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "base/file_descriptor.h"
#include "base/files.h"
#include "lake/folder_key.h"

namespace darties {
namespace {

struct Entry {
  std::string name;  ///< with a final '/' for a folder
  struct stat status {};
};

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

using FolderIdentity = std::pair<dev_t, ino_t>;

std::string version_of(const struct stat& status) {
  return fmt::format("{}-{}{:09}", status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

ObjectInfo object_of(std::string key, const struct stat& status) {
  using namespace std::chrono;
  const auto since = seconds(status.st_mtim.tv_sec) + nanoseconds(status.st_mtim.tv_nsec);
  return {std::move(key), std::uint64_t(status.st_size), version_of(status),
          system_clock::time_point(duration_cast<system_clock::duration>(since))};
}

class Walk {
 public:
  explicit Walk(const std::filesystem::path& folder) : root_(folder) {}

  std::vector<ObjectInfo> list(std::string_view prefix) {
    const std::size_t slash = prefix.rfind('/');
    const std::string_view above =
        slash == std::string_view::npos ? "" : prefix.substr(0, slash + 1);
    visit(AT_FDCWD, (root_ / above).string(), std::string(above), prefix.substr(above.size()));
    return std::move(found_);
  }

 private:
  Error complaint(int error_number, std::string_view key) const {
    return error_from_errno(error_number, fmt::format("cannot list {}", shown_path(root_ / key)));
  }

  void visit(int parent, const std::string& name, const std::string& key, std::string_view begins) {
    const int opened = ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0 && (errno == ENOENT || errno == ENOTDIR)) return;
    if (opened < 0) throw complaint(errno, key);
    struct stat self {};
    const Directory directory(::fdopendir(opened));
    if (!directory || ::fstat(opened, &self) != 0) throw complaint(errno, key);
    const FolderIdentity identity{self.st_dev, self.st_ino};
    if (std::find(above_.begin(), above_.end(), identity) != above_.end()) return;
    above_.push_back(identity);
    for (Entry& entry : entries_of(directory.get(), key, begins)) {
      if (entry.name.back() == '/') {
        visit(opened, entry.name, key + entry.name, "");
      } else {
        found_.push_back(object_of(key + entry.name, entry.status));
      }
    }
    above_.pop_back();
  }

  std::vector<Entry> entries_of(DIR* directory, const std::string& key,
                                std::string_view begins) const {
    std::vector<Entry> entries;
    errno = 0;
    while (const dirent* item = ::readdir(directory)) {
      const std::string_view name = item->d_name;
      const bool ours = name == "." || name == ".." || name.starts_with(kTemporaryPrefix);
      if (!ours && name.starts_with(begins)) look_at(directory, item, entries);
      errno = 0;
    }
    if (errno != 0) throw complaint(errno, key);
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return entries;
  }

  static void look_at(DIR* directory, const dirent* item, std::vector<Entry>& entries) {
    if (item->d_type == DT_DIR) return entries.push_back({std::string(item->d_name) + "/"});
    Entry entry{item->d_name};
    if (::fstatat(::dirfd(directory), item->d_name, &entry.status, 0) != 0)
      return;  // gone, or leads nowhere
    if (S_ISDIR(entry.status.st_mode)) entry.name += '/';
    if (S_ISDIR(entry.status.st_mode) || S_ISREG(entry.status.st_mode))
      entries.push_back(std::move(entry));
  }

  std::filesystem::path root_;
  std::vector<FolderIdentity>
      above_;  // the folders between the root and here, to see a circle of links
  std::vector<ObjectInfo> found_;
};

}  // namespace

std::vector<ObjectInfo> list_folder(const std::filesystem::path& folder, std::string_view prefix) {
  return Walk(folder).list(prefix);
}

std::optional<ObjectInfo> find_in_folder(const std::filesystem::path& folder,
                                         std::string_view key) {
  struct stat status {};
  const std::filesystem::path file = folder / key;
  if (::stat(file.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) return std::nullopt;
    return object_of(std::string(key), status);
  }
  if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP) return std::nullopt;
  throw error_from_errno(errno, fmt::format("cannot look at {}", shown_path(file)));
}

}  // namespace darties
