#pragma once

#include <optional>
#include <string>

#include "warehouse/load/load_plan.h"

namespace darties {

/// A column at the first level of a Parquet file.
struct ParquetColumn {
  std::string name;
  std::string duckdb_type;  ///< "VARCHAR", "DECIMAL(18,2)"; of a struct, list or map: "NESTED"
  std::string shown;        ///< as Redshift's messages show it: "optional int64 id"

  bool operator==(const ParquetColumn&) const = default;
};

/// How values of a Parquet column get into a column of a table.
struct ParquetValue {
  std::string value;  ///< DuckDB's expression
  /// DuckDB's condition for values that the column does not take; empty: it takes all.
  std::string is_bad;
};

/// The value of `expression`, which has the type of the file's column, for the table's column; none when the types do not
/// fit: columnar files are loaded without conversion. `serialize`: SERIALIZETOJSON.
std::optional<ParquetValue> parquet_value(const ParquetColumn& from, const load::LoadColumn& to,
                                          const std::string& expression, bool serialize);

/// "BIGINT", "VARCHAR(20)": a type as the messages about Parquet show it.
std::string type_in_messages(const sql::Type& type);

}  // namespace darties
