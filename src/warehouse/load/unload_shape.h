#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sql/copy_statement.h"
#include "warehouse/engine.h"

namespace darties::load {

/// Which columns of its query an UNLOAD writes, and by which it parts the rows.
struct UnloadShape {
  std::vector<ColumnInfo> columns;  ///< of the query, all of them
  std::vector<std::size_t> written;
  std::vector<std::size_t> partition;  ///< in the order of PARTITION BY
};

/// Errors: kNotFound for a partition column that the query does not have; kInvalid for one whose type makes no folder, when
/// no column is left to write, and for two columns of one name where names matter (JSON, Parquet).
UnloadShape shape_unload(const sql::UnloadStatement& unload, std::vector<ColumnInfo> columns);

/// Adds "column=value/" to the key. What S3 keys and Hive's readers could misread is written as %2F and the like; NULL and
/// the empty text are __HIVE_DEFAULT_PARTITION__.
void append_partition(std::string_view column, const Value& value, std::string& key);

}  // namespace darties::load
