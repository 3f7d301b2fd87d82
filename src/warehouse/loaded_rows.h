#pragma once

#include <string>
#include <vector>

namespace darties {

// darties_internal.loaded_rows has the rows that appending loads took from each file, `rows` times each. A row is known by a
// hash of its values, as the table stores them (docs/decisions/0010-rows-of-a-file.md).

/// The hash of a row in the engine's SQL: 128 bits of MD5 over the lengths and texts of these columns. `columns` are
/// quoted identifiers.
std::string row_hash_expression(const std::vector<std::string>& columns);

/// How a list of columns stands in loaded_rows.columns, and back.
std::string columns_in_ledger(const std::vector<std::string>& columns);
std::vector<std::string> columns_from_ledger(const std::string& text);

}  // namespace darties
