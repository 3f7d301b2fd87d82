#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "clean/object_output.h"
#include "source/table_reader.h"

namespace darties {

/// Which columns of a table go on, and under which names.
struct TableOutputSpec {
  std::vector<std::pair<std::string, std::string>> rename;  ///< heading -> column
  std::vector<std::string>
      columns;  ///< only these headings, in this order; empty: all, as they stand
};

/// Writes the rows of a table: CSV with a line of headings when the object's key ends with ".csv", else JSON lines.
/// Returns the number of rows; finish() and commit() stay with the caller.
/// Throws kNotFound for a heading that is not there, with the nearest one; kInvalid for two columns of one name in JSON lines.
std::uint64_t write_table(TableReader& table, const TableOutputSpec& spec, ObjectOutput& output);

}  // namespace darties
