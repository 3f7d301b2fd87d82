#include "warehouse/engines/embedded/spool_folder.h"

#include <fmt/format.h>

#include <atomic>
#include <system_error>

#include "base/files.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

fs::path parent_of(const fs::path& spool) { return spool / "parquet"; }

// A process has one warehouse, but may have many statements.
fs::path next_folder(const fs::path& spool) {
  static std::atomic<int> last{0};
  return parent_of(spool) / fmt::to_string(++last);
}

}  // namespace

SpoolFolder::SpoolFolder(const fs::path& spool) : path_(next_folder(spool)) { make_folders(path_); }

SpoolFolder::~SpoolFolder() {
  std::error_code ignored;  // what stays is removed at the next opening
  fs::remove_all(path_, ignored);
}

void empty_spool_folders(const fs::path& spool) {
  std::error_code ignored;  // a leftover that stays does no harm
  fs::remove_all(parent_of(spool), ignored);
}

}  // namespace darties
