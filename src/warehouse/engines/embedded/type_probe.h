#pragma once

#include <atomic>
#include <map>
#include <string>
#include <string_view>

#include "sql/catalog.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// Asks DuckDB for the types of expressions instead of guessing them.
///
/// The SQL wraps each expression e as darties_probe(n, e), a macro that has the type of e, so that the SQL around it
/// binds as if it were not there: the first element of the list of e, filtered by a lambda, in which e has a name.
/// DuckDB folds typeof of that name while it binds, and the bind function of darties_note_type notes the constant. A
/// macro that named e twice would double the statement with every level of nesting.
class TypeProbe {
 public:
  /// Registers the function. Once for each DuckDB instance.
  static void register_function(duckdb_connection connection);
  /// Makes the macro. Once for each connection.
  static void prepare_connection(duckdb_connection connection);

  /// Prepares `sql`, runs nothing, and returns the types by number.
  /// DuckDB itself can not be interrupted while it binds; a probe ends soon after `cancelled` is set.
  /// Errors: those of preparing, without a place; kCancelled.
  static std::map<int, sql::ProbedType> probe(duckdb_connection connection, std::string_view sql,
                                              const std::atomic<bool>& cancelled);
};

}  // namespace darties
