#pragma once

#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// Registers what Redshift's SQL needs and DuckDB lacks or does otherwise, and what the translation injects
/// (sql/functions.h names them). Once for each DuckDB instance. One file a family: functions_*.cpp.
void register_functions(duckdb_connection connection);

}  // namespace darties
