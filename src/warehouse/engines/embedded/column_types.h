#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/type.h"
#include "warehouse/engine.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties::duck {

/// "INTEGER", "DECIMAL(18,2)", "JSON": the type as DuckDB's SQL writes it.
std::string type_name(duckdb_logical_type type);

/// Redshift's type for it; none for types that Redshift does not have. Texts are as long as a text can be.
std::optional<sql::Type> redshift_type(duckdb_logical_type type);
/// The same for a name that typeof() or duckdb_columns() tells.
std::optional<sql::Type> redshift_type(std::string_view duckdb_name);

/// For a result only: the type itself, or the nearest that a client can show.
sql::Type nearest_type(duckdb_logical_type type);

/// The columns of a result, for people and clients: a type that Redshift does not have becomes the nearest one.
std::vector<ColumnInfo> result_columns(duckdb_result* result);

}  // namespace darties::duck
