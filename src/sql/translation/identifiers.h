#pragma once

#include <string>
#include <string_view>

#include "sql/copy_statement.h"

namespace darties::sql {

/// The name as DuckDB must read it: quoted when it is one of DuckDB's reserved words or no plain word.
std::string duckdb_name(std::string_view name);
/// schema.table, each part as above; without schema when it is empty.
std::string duckdb_name(const QualifiedName& name);
/// The name that a word or "quoted" text of the user means, folded.
std::string identifier_value_of(std::string_view text);
/// 'text' for DuckDB, where a backslash is an ordinary character.
std::string duckdb_literal(std::string_view text);

}  // namespace darties::sql
