// darties_divide_S(a, b) -> DECIMAL(38,S): exact division of decimals and integers of any width.
#include <fmt/format.h>

#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {
namespace {

using sql::Int128;

constexpr int kWidth = 38;

template <class Unit>
Int128 element(duckdb_vector vector, idx_t row) {
  return static_cast<const Unit*>(duckdb_vector_get_data(vector))[row];
}

Int128 hugeint_element(duckdb_vector vector, idx_t row) {
  const auto& parts = static_cast<const duckdb_hugeint*>(duckdb_vector_get_data(vector))[row];
  return (static_cast<Int128>(parts.upper) << 64) | static_cast<Int128>(parts.lower);
}

/// An argument as unscaled numbers of 128 bits, whatever DuckDB keeps it in.
struct Operand {
  explicit Operand(duckdb_vector from) : vector(from) {
    const duck::LogicalType type(duckdb_vector_get_column_type(from));
    duckdb_type id = duckdb_get_type_id(type.get());
    if (id == DUCKDB_TYPE_DECIMAL) {
      scale = duckdb_decimal_scale(type.get());
      id = duckdb_decimal_internal_type(type.get());
    }
    read = reader_of(id);
  }

  static auto reader_of(duckdb_type id) -> Int128 (*)(duckdb_vector, idx_t) {
    switch (id) {
      case DUCKDB_TYPE_TINYINT:
        return element<std::int8_t>;
      case DUCKDB_TYPE_SMALLINT:
        return element<std::int16_t>;
      case DUCKDB_TYPE_INTEGER:
        return element<std::int32_t>;
      case DUCKDB_TYPE_BIGINT:
        return element<std::int64_t>;
      case DUCKDB_TYPE_HUGEINT:
        return hugeint_element;
      default:
        throw Error(ErrorKind::kInvalid,
                    "only whole numbers and decimals can be divided exactly; cast the operands");
    }
  }

  Int128 at(idx_t row) const { return read(vector, row); }

  duckdb_vector vector;
  int scale = 0;
  Int128 (*read)(duckdb_vector, idx_t) = nullptr;
};

void divide_rows(duckdb_data_chunk input, duckdb_vector output, int scale) {
  const Operand dividend(duckdb_data_chunk_get_vector(input, 0));
  const Operand divisor(duckdb_data_chunk_get_vector(input, 1));
  auto* results = static_cast<duckdb_hugeint*>(duckdb_vector_get_data(output));
  const duck::Nulls nulls(input);
  const idx_t count = duckdb_data_chunk_get_size(input);
  for (idx_t row = 0; row < count; ++row) {
    if (nulls.any(row)) {
      duck::set_null(output, row);
      continue;
    }
    const Int128 result = sql::divide_decimals(dividend.at(row), dividend.scale, divisor.at(row),
                                               divisor.scale, scale);
    results[row] = {.lower = static_cast<std::uint64_t>(result),
                    .upper = static_cast<std::int64_t>(result >> 64)};
  }
}

void divide(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) noexcept {
  try {
    const duck::LogicalType type(duckdb_vector_get_column_type(output));
    divide_rows(input, output, duckdb_decimal_scale(type.get()));
  } catch (...) {
    duck::report_exception(info);
  }
}

void register_scale(duckdb_connection connection, int scale) {
  const duck::ScalarFunction function(duckdb_create_scalar_function());
  const duck::LogicalType any(duckdb_create_logical_type(DUCKDB_TYPE_ANY));
  const duck::LogicalType result(
      duckdb_create_decimal_type(kWidth, static_cast<std::uint8_t>(scale)));
  const std::string name = fmt::format("darties_divide_{}", scale);
  duckdb_scalar_function_set_name(function.get(), name.c_str());
  duckdb_scalar_function_add_parameter(function.get(), any.get());
  duckdb_scalar_function_add_parameter(function.get(), any.get());
  duckdb_scalar_function_set_return_type(function.get(), result.get());
  duckdb_scalar_function_set_function(function.get(), divide);
  if (duckdb_register_scalar_function(connection, function.get()) == DuckDBSuccess) return;
  throw Error(ErrorKind::kBug, "DuckDB does not take the function {}", name);
}

}  // namespace

void register_decimal_division(duckdb_connection connection) {
  for (int scale = 0; scale < kWidth; ++scale) register_scale(connection, scale);
}

}  // namespace darties
