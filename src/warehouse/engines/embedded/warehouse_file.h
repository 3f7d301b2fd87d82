#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// The name under which the warehouse's file is attached, and the schema users find.
inline constexpr const char* kDatabaseName = "dev";
inline constexpr const char* kUserSchema = "public";

/// How a warehouse of format `from` becomes one of format `from + 1`.
struct Migration {
  int from = 0;
  std::vector<std::string>
      statements;  ///< of DuckDB's SQL, run in one transaction with the new format_version
};

/// What this darties reads and writes.
struct WarehouseFormat {
  int version;
  std::vector<Migration> migrations;  ///< in order of `from`
};
const WarehouseFormat& current_format();

/// Attaches the warehouse's file as database `dev`. The caller holds the lock of the warehouse.
///
/// A file that is not there is made under another name and renamed when it is whole, so a kill leaves no half one. A file
/// of an older format is copied to FILE.format-N first, then migrated in one transaction.
/// Errors:  kInvalid for a file that is no warehouse of darties', or of a newer format; kDenied; kUnavailable for a full disk.
void attach_warehouse(duckdb_connection connection, const std::filesystem::path& file,
                      const WarehouseFormat& format = current_format());

}  // namespace darties
