#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties::duck {

void set_null(duckdb_vector output, idx_t row) {
  duckdb_vector_ensure_validity_writable(output);
  duckdb_validity_set_row_invalid(duckdb_vector_get_validity(output), row);
}

Nulls::Nulls(duckdb_data_chunk input) {
  for (idx_t i = 0; i < duckdb_data_chunk_get_column_count(input); ++i) {
    const std::uint64_t* mask = duckdb_vector_get_validity(duckdb_data_chunk_get_vector(input, i));
    if (mask != nullptr) masks_.push_back(mask);
  }
}

void report_exception(duckdb_function_info info) noexcept {
  try {
    throw;
  } catch (const Error& error) {
    duckdb_scalar_function_set_error(info, error.message().c_str());
  } catch (const std::exception& error) {
    duckdb_scalar_function_set_error(info, error.what());
  }
}

namespace {

ScalarFunction function_of(const char* name, const Overload& overload) {
  ScalarFunction function(duckdb_create_scalar_function());
  duckdb_scalar_function_set_name(function.get(), name);
  for (const duckdb_type parameter : overload.parameters) {
    const LogicalType type(duckdb_create_logical_type(parameter));
    duckdb_scalar_function_add_parameter(function.get(), type.get());
  }
  const LogicalType result(duckdb_create_logical_type(overload.result));
  duckdb_scalar_function_set_return_type(function.get(), result.get());
  duckdb_scalar_function_set_function(function.get(), overload.run);
  return function;
}

using FunctionSet = Owner<duckdb_scalar_function_set, duckdb_destroy_scalar_function_set>;

}  // namespace

void register_overloads(duckdb_connection connection, const char* name,
                        const std::vector<Overload>& overloads) {
  const FunctionSet set(duckdb_create_scalar_function_set(name));
  for (const Overload& one : overloads) {
    duckdb_add_scalar_function_to_set(set.get(), function_of(name, one).get());
  }
  if (duckdb_register_scalar_function_set(connection, set.get()) == DuckDBSuccess) return;
  throw Error(ErrorKind::kBug, "DuckDB does not take the function {}", name);
}

}  // namespace darties::duck
