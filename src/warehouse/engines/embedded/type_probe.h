#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sql/catalog.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// Asks DuckDB for the types of expressions instead of guessing them.
///
/// The SQL wraps each expression e as darties_probe(n, e). That is a macro for COALESCE(e, darties_probe_type(n, typeof(e))):
/// DuckDB folds typeof(e) while it binds, and the bind function of darties_probe_type notes the constant. The function
/// returns the type NULL, so the macro has the type of e, and the SQL around it binds as if it were not there.
class TypeProbe {
 public:
  /// Registers the function. Once for each DuckDB instance.
  static void register_function(duckdb_connection connection);
  /// Makes the macro. Once for each connection.
  static void prepare_connection(duckdb_connection connection);

  /// Prepares `sql`, runs nothing, and returns the types by number.
  /// Errors: those of preparing, without a place; `position` is then set to where in `sql` DuckDB points, if it does.
  static std::map<int, sql::ProbedType> probe(duckdb_connection connection, std::string_view sql);
};

}  // namespace darties
