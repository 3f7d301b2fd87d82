#pragma once

#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// Registers what Redshift's SQL needs and DuckDB lacks or does otherwise, and what the translation injects: the list is
/// in sql/functions.h. Once for each DuckDB instance.
void register_functions(duckdb_connection connection);

// One file a family: functions_<family>.cpp.
void register_arithmetic(duckdb_connection connection);
void register_decimals(duckdb_connection connection);
void register_casts(duckdb_connection connection);
void register_texts(duckdb_connection connection);
void register_limits(duckdb_connection connection);
void register_patterns(duckdb_connection connection);
void register_json(duckdb_connection connection);
void register_hashes(duckdb_connection connection);
void register_number_formats(duckdb_connection connection);
void register_dates(duckdb_connection connection);
void register_clock(duckdb_connection connection);

}  // namespace darties
