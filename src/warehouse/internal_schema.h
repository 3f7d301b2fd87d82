#pragma once

#include <string_view>
#include <vector>

namespace darties {

/// The tables that darties keeps beside the user's, in the schema darties_internal of the same
/// database, so that they commit or roll back with the user's rows. Users may read them; only
/// Session::execute_internal writes them.
///
///   task_commits   which task of which run has done its work; history.db is repaired from it
///   load_ledger    which file went into which table
///   loaded_rows    which rows came from which file
///   stl_*, sys_*   what COPY and UNLOAD leave behind, as Redshift names it
///   tables, columns, views, identities   what DuckDB does not remember of a declaration
inline constexpr std::string_view kInternalSchema = "darties_internal";

/// Raised by one with each change of the tables below; kept in darties_internal.format.
inline constexpr int kFormatVersion = 3;

/// The statements that make the internal tables in a new warehouse, in DuckDB's SQL, without the
/// schema itself.
const std::vector<std::string_view>& internal_tables();

/// The one of them that format 2 brought.
std::string_view schemas_table();

/// Those that format 3 brought; a warehouse of format 2 may have the second already.
std::string_view loaded_rows_table();
std::string_view blank_columns_table();

/// Those of users, groups, roles and privileges, for warehouses made before they were there.
std::vector<std::string_view> principal_tables();

}  // namespace darties
