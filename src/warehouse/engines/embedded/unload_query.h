#pragma once

#include <string>
#include <vector>

#include "sql/copy_statement.h"
#include "warehouse/engine.h"
#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/load/unload_shape.h"

namespace darties {

/// The query of an UNLOAD, and what DuckDB has to run to get its rows in the way they are written. In all that comes out
/// the columns are called c0, c1, …, so that the user's own names may be the same or missing.
class UnloadQuery {
 public:
  /// Prepares the query, so that its faults show before anything is written.
  /// Errors: those of the query, with their place in the user's text.
  UnloadQuery(const sql::UnloadStatement& unload, const UnloadContext& context);

  std::vector<ColumnInfo> columns() const { return columns_; }
  /// Whether the query has an ORDER BY at its outer level.
  bool is_ordered() const { return is_ordered_; }
  /// What DuckDB calls the type of a column: "HUGEINT".
  const std::string& duckdb_type(std::size_t column) const { return duckdb_types_[column]; }

  /// "(…) AS darties_rows(c0, c1)"
  std::string as_relation() const;
  /// "c0, c1"
  std::string names() const;
  /// The rows such that those of one partition come together, in the order of the query inside each.
  std::string by_partition(const load::UnloadShape& shape, bool keep_order) const;

 private:
  std::string query_;
  bool is_ordered_ = false;
  std::vector<ColumnInfo> columns_;
  std::vector<std::string> duckdb_types_;
};

}  // namespace darties
