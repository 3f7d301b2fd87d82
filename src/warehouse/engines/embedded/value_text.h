#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "warehouse/engine.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties::duck {

/// A chunk of DuckDB's rows as text, written as Redshift's clients show it: booleans t and f, timestamps without
/// trailing zeros, decimals with their scale, doubles with the fewest digits that read back as the same number.
/// The chunk must outlive it.
class ChunkText {
 public:
  explicit ChunkText(duckdb_data_chunk chunk);

  std::size_t size() const { return size_; }
  Value value(std::size_t column, std::size_t row) const;
  Row row(std::size_t row) const;
  /// The same into a row that is used again, which spares its allocations.
  void fill(std::size_t row, Row& into) const;

 private:
  struct Column {
    duckdb_vector vector;
    LogicalType type;
  };
  std::vector<Column> columns_;
  std::size_t size_;
};

/// The text of a double as Redshift prints it: "0.1", "1e+20", "Infinity".
std::string double_text(double number);
std::string float_text(float number);

/// "2018-11-21 21:56:47.796" from microseconds since 1970, with "BC" where it belongs; "infinity" at the ends.
std::string timestamp_text(std::int64_t microseconds);
std::string date_text(std::int32_t days);
std::string time_text(std::int64_t microseconds);

/// "-12.50" from 1250 and scale 2, and the like for numbers of 128 bits.
std::string decimal_text(duckdb_hugeint units, int scale);

}  // namespace darties::duck
