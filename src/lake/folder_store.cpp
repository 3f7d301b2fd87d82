#include "lake/folder_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/files.h"
#include "lake/folder_file.h"
#include "lake/folder_key.h"
#include "lake/folder_listing.h"
#include "lake/unfinished_files.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

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
    FileWriter writer(place_for(key));
    writer.write(bytes);
    writer.commit();
  }

  bool create_if_absent(std::string_view key, std::string_view bytes) override {
    FileWriter writer(place_for(key));
    writer.write(bytes);
    return writer.commit_if_absent();
  }

  std::unique_ptr<ObjectWriter> create(std::string_view key) override {
    return std::make_unique<FileWriter>(place_for(key));
  }

  std::unique_ptr<ObjectWriter> take(std::string_view key, const fs::path& file) override {
    auto writer = std::make_unique<FileWriter>(place_for(key));
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

  std::optional<ObjectInfo> find(std::string_view key) override {
    const ObjectName name = name_of(key);
    try {
      return find_in_folder(folder_, key);
    } catch (Error& error) {
      throw error.while_doing(fmt::format("looking for {}", name.shown()));
    }
  }

  bool holds(const ObjectInfo& object, const fs::path& file) override {
    return same_bytes(name_of(object.key), file);
  }

  void remove(std::string_view key) override {
    const ObjectName name = name_to_change(key);
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

  /// The name of an object that is about to be written, in a folder without what killed writers left.
  ObjectName place_for(std::string_view key) {
    ObjectName name = name_to_change(key);
    unfinished_.remove_once(name.file.parent_path());
    return name;
  }

  /// Links in the folder may lead readers anywhere, and writers nowhere but within it.
  ObjectName name_to_change(std::string_view key) const {
    ObjectName name = name_of(key);
    std::error_code
        fault;  // what can not be followed can not be written either: the writer says why
    const fs::path parent = fs::weakly_canonical(name.file.parent_path(), fault);
    fs::path root = fs::weakly_canonical(folder_, fault);
    if (!root.has_filename()) root = root.parent_path();
    const auto within = std::mismatch(root.begin(), root.end(), parent.begin(), parent.end()).first;
    if (fault || within == root.end()) return name;
    throw Error(ErrorKind::kInvalid,
                "{} is reached by a link that leads out of the bucket's folder, to {}: it is read "
                "there, but neither written nor deleted. Give that folder a bucket of its own "
                "(lake.buckets in darties.yml)",
                name.shown(), parent.string());
  }

  fs::path folder_;
  std::string url_;
  UnfinishedFiles unfinished_;
};

}  // namespace

std::unique_ptr<Store> open_folder_store(fs::path folder, std::string url) {
  if (folder.empty()) throw Error(ErrorKind::kInvalid, "no folder given for {}", url);
  return std::make_unique<FolderStore>(folder.lexically_normal(), std::move(url));
}

}  // namespace darties
