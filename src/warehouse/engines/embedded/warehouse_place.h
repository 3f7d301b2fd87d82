#pragma once

#include <filesystem>

namespace darties {

/// Where a warehouse's files lie.
struct WarehousePlace {
  std::filesystem::path file;  ///< absolute; what links lead to, there or not
  std::filesystem::path lock;  ///< beside it, so that all who come by any link take the same
};

/// A warehouse may be a link to another disk: DuckDB's log and the lock belong beside the file itself, and one that is not
/// there yet is made where the link leads. Throws kNotFound when the folder that it leads to is not there, kInvalid for a
/// circle of links.
WarehousePlace find_warehouse(const std::filesystem::path& said);

}  // namespace darties
