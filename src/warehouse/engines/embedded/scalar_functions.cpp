#include "warehouse/engines/embedded/scalar_functions.h"

#include <array>
#include <cstring>

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

/// The bytes at the beginning of DuckDB's object behind a function; its properties lie well within them.
using Object = std::array<unsigned char, 240>;

Object object_of(const ScalarFunction& function) {
  Object bytes;
  std::memcpy(bytes.data(), function.get(), bytes.size());
  return bytes;
}

// Where the two objects differ, in one byte; the size of an object when they do not differ there alone.
std::size_t only_difference(const Object& before, const Object& after) {
  std::size_t found = before.size();
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] == after[i]) continue;
    if (found != before.size()) return before.size();
    found = i;
  }
  return found;
}

// The C API sets two of three properties that lie side by side in DuckDB, a byte each: stability, NULL handling, errors.
// What it does to the first two shows where the third one is.
std::size_t find_errors_property() {
  const ScalarFunction function(duckdb_create_scalar_function());
  const Object untouched = object_of(function);
  duckdb_scalar_function_set_volatile(function.get());
  const Object with_stability = object_of(function);
  duckdb_scalar_function_set_special_handling(function.get());
  const Object with_nulls = object_of(function);
  const std::size_t stability = only_difference(untouched, with_stability);
  const std::size_t nulls = only_difference(with_stability, with_nulls);
  const std::size_t errors = nulls + 1;
  if (nulls == stability + 1 && errors < untouched.size() && untouched[errors] == 0) return errors;
  throw Error(ErrorKind::kBug,
              "this libduckdb.so is not the one darties was made for: it keeps the properties of a "
              "function elsewhere");
}

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
  if (overload.may_fail) mark_fallible(function.get());
  return function;
}

using FunctionSet = Owner<duckdb_scalar_function_set, duckdb_destroy_scalar_function_set>;

}  // namespace

void mark_fallible(duckdb_scalar_function function) {
  static const std::size_t errors = find_errors_property();
  constexpr unsigned char kCanThrowRuntimeError = 1;
  std::memcpy(reinterpret_cast<unsigned char*>(function) + errors, &kCanThrowRuntimeError, 1);
}

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
