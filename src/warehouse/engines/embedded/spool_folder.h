#pragma once

#include <filesystem>

namespace darties {

/// A folder of one statement in the spool, where DuckDB may read and write files. Removed with all that is in it.
///
///     const SpoolFolder folder(context.spool);
///     duck::run(connection, "COPY … TO '" + (folder.path() / "out").string() + "'");
///
/// What a killed process leaves is removed when the warehouse is opened again (empty_spool_folders()).
class SpoolFolder {
 public:
  /// `spool`: the warehouse's spool.
  explicit SpoolFolder(const std::filesystem::path& spool);
  ~SpoolFolder();
  SpoolFolder(const SpoolFolder&) = delete;
  SpoolFolder& operator=(const SpoolFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Removes the folders of statements that are gone. The caller holds the lock of the warehouse.
void empty_spool_folders(const std::filesystem::path& spool);

}  // namespace darties
