// getdate(): the moment at which its statement began. DuckDB's now() is the moment at which the transaction began.
#include <chrono>
#include <cstdint>
#include <memory>

#include "base/error.h"
#include "warehouse/engines/embedded/functions.h"

namespace darties {
namespace {

void free_moment(void* moment) { delete static_cast<std::int64_t*>(moment); }
void* copy_moment(void* moment) { return new std::int64_t(*static_cast<std::int64_t*>(moment)); }

// A statement is bound right before it runs: its calls share the moment of the first.
void bind(duckdb_bind_info info) noexcept {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  auto moment = std::make_unique<std::int64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now).count());
  duckdb_scalar_function_set_bind_data(info, moment.release(), free_moment);
  duckdb_scalar_function_set_bind_data_copy(info, copy_moment);
}

void run(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) noexcept {
  const auto moment = *static_cast<const std::int64_t*>(duckdb_scalar_function_get_bind_data(info));
  auto* data = static_cast<std::int64_t*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < duckdb_data_chunk_get_size(input); ++row) data[row] = moment;
}

}  // namespace

void register_clock(duckdb_connection connection) {
  const duck::ScalarFunction function(duckdb_create_scalar_function());
  const duck::LogicalType result(duckdb_create_logical_type(DUCKDB_TYPE_TIMESTAMP));
  duckdb_scalar_function_set_name(function.get(), "getdate");
  duckdb_scalar_function_set_return_type(function.get(), result.get());
  duckdb_scalar_function_set_bind(function.get(), bind);
  duckdb_scalar_function_set_function(function.get(), run);
  if (duckdb_register_scalar_function(connection, function.get()) == DuckDBSuccess) return;
  throw Error(ErrorKind::kBug, "DuckDB does not take the function getdate");
}

}  // namespace darties
