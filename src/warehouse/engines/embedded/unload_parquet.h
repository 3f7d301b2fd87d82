#pragma once

#include <cstdint>
#include <string>

#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/engines/embedded/unload_query.h"
#include "warehouse/load/unload_target.h"

namespace darties {

/// Has DuckDB write the rows as Parquet into the spool, on all its threads, and hands the files to the target.
/// Returns how many rows there were.
/// Errors: kInvalid for columns of types that Parquet files of Redshift do not have.
std::int64_t unload_parquet(const sql::UnloadStatement& unload, const UnloadContext& context,
                            const UnloadQuery& query, const load::UnloadShape& shape,
                            load::UnloadTarget& target);

/// Makes darties_partition(value): the text that names the folder of a value. Once for each DuckDB instance.
void register_partition_text(_duckdb_connection* connection);

}  // namespace darties
