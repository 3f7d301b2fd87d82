#pragma once

#include "sql/copy_statement.h"
#include "warehouse/table_shape.h"

struct _duckdb_connection;

namespace darties {

/// COMPUPDATE: what a COPY does to the encodings that pg_table_def shows. Data is stored in DuckDB's own way whatever
/// they say.
///
/// Without COMPUPDATE, and with OFF, nothing changes: a column that declares no encoding shows the one Redshift would
/// choose. With ON or PRESET a load into an empty table chooses for all columns, also for those that declare one: these
/// become columns without declaration. Where Redshift analyses a sample for ON, the choice is that of PRESET.
class CopyEncodings {
 public:
  /// Looks whether the table is empty; call before the rows come. Borrows all.
  CopyEncodings(_duckdb_connection* connection, const sql::CopyStatement& copy,
                const TableShape& table, const std::string& duckdb_table);
  /// Call when the load has gone well, in its transaction.
  void choose() const;

 private:
  _duckdb_connection* connection_;
  std::int64_t table_id_;
  bool chooses_;
};

}  // namespace darties
