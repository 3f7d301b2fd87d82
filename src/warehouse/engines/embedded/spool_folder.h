#pragma once

#include <filesystem>

#include "base/file_descriptor.h"

namespace darties {

/// The folder where one open warehouse keeps what is too large for memory: a new one in the spool, `darties-XXXXXX`, removed
/// when this goes out of scope.
///
/// A marker file in it names what may be deleted, and is locked as long as its process lives. So what a killed process left
/// is told from what another one uses, and from what is not ours: nothing else in the spool is ever touched, and no link is
/// followed.
class WarehouseSpool {
 public:
  /// Makes the spool where there is none, and removes what killed processes left in it.
  explicit WarehouseSpool(const std::filesystem::path& spool);
  ~WarehouseSpool();
  WarehouseSpool(const WarehouseSpool&) = delete;
  WarehouseSpool& operator=(const WarehouseSpool&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// DuckDB's own part of it.
  std::filesystem::path spill_folder() const;

 private:
  std::filesystem::path path_;
  FileDescriptor marker_;
};

/// A folder of one statement in the warehouse's spool, where DuckDB may read and write files. Removed with all that is in
/// it.
///
///     const SpoolFolder folder(context.spool);
///     duck::run(connection, "COPY … TO '" + (folder.path() / "out").string() + "'");
class SpoolFolder {
 public:
  /// `spool`: path() of the WarehouseSpool.
  explicit SpoolFolder(const std::filesystem::path& spool);
  ~SpoolFolder();
  SpoolFolder(const SpoolFolder&) = delete;
  SpoolFolder& operator=(const SpoolFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace darties
