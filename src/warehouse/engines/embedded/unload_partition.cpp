// The function darties_partition(value): the text of a value in the name of its folder.
#include <duckdb.h>

#include "base/error.h"
#include "warehouse/engines/embedded/scalar_functions.h"
#include "warehouse/engines/embedded/unload_lines.h"
#include "warehouse/engines/embedded/unload_parquet.h"

namespace darties {
namespace {

void name_partitions(duckdb_function_info info, duckdb_data_chunk input,
                     duckdb_vector output) noexcept {
  try {
    const duck::ValueReader values(input, 0);
    std::string scratch;
    for (idx_t row = 0; row < values.size(); ++row) {
      // NULL goes with the empty text: load::append_partition() names the folder of both.
      const auto text = values.text(0, row, scratch).value_or("");
      duckdb_vector_assign_string_element_len(output, row, text.data(), text.size());
    }
  } catch (const std::exception& error) {
    duckdb_scalar_function_set_error(info, error.what());
  }
}

}  // namespace

void register_partition_text(_duckdb_connection* connection) {
  const duck::ScalarFunction function(duckdb_create_scalar_function());
  const duck::LogicalType any(duckdb_create_logical_type(DUCKDB_TYPE_ANY));
  const duck::LogicalType text(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
  duckdb_scalar_function_set_name(function.get(), "darties_partition");
  duckdb_scalar_function_add_parameter(function.get(), any.get());
  duckdb_scalar_function_set_return_type(function.get(), text.get());
  duckdb_scalar_function_set_special_handling(function.get());
  duckdb_scalar_function_set_function(function.get(), name_partitions);
  duck::mark_fallible(function.get());
  if (duckdb_register_scalar_function(connection, function.get()) != DuckDBSuccess)
    throw Error(ErrorKind::kBug, "DuckDB does not take the function darties_partition");
}

}  // namespace darties
