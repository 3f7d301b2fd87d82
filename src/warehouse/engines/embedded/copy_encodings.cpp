#include "warehouse/engines/embedded/copy_encodings.h"

#include <fmt/format.h>

#include "warehouse/engines/embedded/duckdb_query.h"

namespace darties {

CopyEncodings::CopyEncodings(_duckdb_connection* connection, const sql::CopyStatement& copy,
                             const TableShape& table, const std::string& duckdb_table)
    : connection_(connection),
      table_id_(table.table_id),
      chooses_(!copy.no_load && !table.temporary &&
               (copy.comp_update == "ON" || copy.comp_update == "PRESET")) {
  if (chooses_)
    chooses_ =
        duck::rows(connection, fmt::format("SELECT 1 FROM {} LIMIT 1", duckdb_table)).empty();
}

void CopyEncodings::choose() const {
  if (!chooses_) return;
  duck::run_or_throw(connection_,
                     "UPDATE dev.darties_internal.columns SET encoding = NULL WHERE table_id = $1 "
                     "AND encoding IS NOT NULL",
                     {fmt::to_string(table_id_)});
}

}  // namespace darties
