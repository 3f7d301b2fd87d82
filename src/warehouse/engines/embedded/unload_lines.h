#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warehouse/engines/embedded/value_text.h"

namespace darties::duck {

/// The values of a chunk as text, the same as ChunkText's but without an allocation for the common types.
///
///     ValueReader values(chunk, 1);
///     std::string scratch;
///     if (const auto text = values.text(0, row, scratch)) line += *text;
///
/// The chunk must outlive it.
class ValueReader {
 public:
  /// Columns are counted from `first_column` of the chunk.
  ValueReader(duckdb_data_chunk chunk, std::size_t first_column);

  std::size_t size() const { return all_.size(); }
  /// The text of a value, valid as long as the chunk and `scratch`; none for NULL.
  std::optional<std::string_view> text(std::size_t column, std::size_t row,
                                       std::string& scratch) const;

 private:
  struct Column {
    const void* data = nullptr;
    const std::uint64_t* validity = nullptr;  ///< none: no NULL
    duckdb_type type = DUCKDB_TYPE_INVALID;   ///< of DECIMAL: the integer that stores it
    int scale = -1;                           ///< DECIMAL
  };

  ChunkText all_;
  std::size_t first_column_;
  std::vector<Column> columns_;
};

}  // namespace darties::duck
