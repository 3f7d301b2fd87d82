#pragma once

#include <optional>
#include <string>

#include "base/mutex.h"
#include "sql/copy_statement.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// Redshift's system tables and views (pg_table_def, svv_columns, stl_load_errors, …), as views over what DuckDB and
/// darties_internal know. They live in DuckDB's memory, not in the warehouse's file, and are made when first asked for.
///
/// Threads: find() may be called from any thread.
class SystemRelations {
 public:
  /// The connection is used by nobody else.
  explicit SystemRelations(duck::Connection connection);

  /// How DuckDB calls this system relation: "memory.redshift.pg_table_def"; none for a name that is not one.
  std::optional<std::string> find(const sql::QualifiedName& name);

 private:
  void make_views() EXCLUDES(mutex_);

  Mutex mutex_;
  duck::Connection connection_ GUARDED_BY(mutex_);
  bool made_ GUARDED_BY(mutex_) = false;
};

}  // namespace darties
