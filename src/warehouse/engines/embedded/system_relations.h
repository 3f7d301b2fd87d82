#pragma once

#include <optional>
#include <string>

#include "sql/copy_statement.h"

namespace darties {

/// How DuckDB reads one of Redshift's system tables and views (pg_table_def, svv_columns, stl_load_errors, …): a query in
/// parentheses over what DuckDB and darties_internal know, or a name of DuckDB's own. None for a name that is not one.
///
/// A query and not a view: a view that one session makes is not there for the transactions that have begun before.
std::optional<std::string> system_relation(const sql::QualifiedName& name);

}  // namespace darties
