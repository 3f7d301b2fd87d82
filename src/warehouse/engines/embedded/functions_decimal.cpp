// Functions of decimals whose result has a scale of its own, a function for each: darties_divide_2, darties_remainder_4.
#include <fmt/format.h>

#include <algorithm>

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

void write_unit(duckdb_vector output, idx_t row, Int128 value) {
  static_cast<duckdb_hugeint*>(duckdb_vector_get_data(output))[row] = {
      .lower = static_cast<std::uint64_t>(value), .upper = static_cast<std::int64_t>(value >> 64)};
}

using Calculation = Int128 (*)(Int128, int, Int128, int, int);

template <Calculation kCalculation>
void calculate_rows(duckdb_data_chunk input, duckdb_vector output, int scale) {
  const Operand left(duckdb_data_chunk_get_vector(input, 0));
  const Operand right(duckdb_data_chunk_get_vector(input, 1));
  const duck::Nulls nulls(input);
  const idx_t count = duckdb_data_chunk_get_size(input);
  for (idx_t row = 0; row < count; ++row) {
    if (nulls.any(row)) {
      duck::set_null(output, row);
    } else {
      write_unit(output, row,
                 kCalculation(left.at(row), left.scale, right.at(row), right.scale, scale));
    }
  }
}

/// DECIMAL of up to 19 digits lies in 64 bits in Redshift.
void check_rows(duckdb_data_chunk input, duckdb_vector output, int) {
  const Operand value(duckdb_data_chunk_get_vector(input, 0));
  const duck::Nulls nulls(input);
  const idx_t count = duckdb_data_chunk_get_size(input);
  for (idx_t row = 0; row < count; ++row) {
    if (nulls.any(row)) {
      duck::set_null(output, row);
      continue;
    }
    const Int128 units = value.at(row);
    if (units != static_cast<std::int64_t>(units))
      throw Error(ErrorKind::kInvalid, "Numeric data overflow (result precision)");
    write_unit(output, row, units);
  }
}

using Rows = void (*)(duckdb_data_chunk, duckdb_vector, int scale);

template <Rows kRows>
void run(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) noexcept {
  try {
    const duck::LogicalType type(duckdb_vector_get_column_type(output));
    kRows(input, output, duckdb_decimal_scale(type.get()));
  } catch (...) {
    duck::report_exception(info);
  }
}

/// A function of decimals: its name without the scale, and what it takes and gives.
struct Family {
  std::string_view name;
  int arguments;
  int width;
  duckdb_scalar_function_t run;
};
constexpr Family kFamilies[] = {
    {"darties_divide", 2, kWidth, run<calculate_rows<sql::divide_decimals>>},
    {"darties_remainder", 2, kWidth, run<calculate_rows<sql::remainder_of_decimals>>},
    {"darties_decimal19", 1, 19, run<check_rows>},
};

void register_scale(duckdb_connection connection, const Family& family, int scale) {
  const duck::ScalarFunction function(duckdb_create_scalar_function());
  const duck::LogicalType any(duckdb_create_logical_type(DUCKDB_TYPE_ANY));
  const duck::LogicalType result(duckdb_create_decimal_type(static_cast<std::uint8_t>(family.width),
                                                            static_cast<std::uint8_t>(scale)));
  const std::string name = fmt::format("{}_{}", family.name, scale);
  duckdb_scalar_function_set_name(function.get(), name.c_str());
  for (int i = 0; i < family.arguments; ++i)
    duckdb_scalar_function_add_parameter(function.get(), any.get());
  duckdb_scalar_function_set_return_type(function.get(), result.get());
  duckdb_scalar_function_set_function(function.get(), family.run);
  duck::mark_fallible(function.get());
  if (duckdb_register_scalar_function(connection, function.get()) == DuckDBSuccess) return;
  throw Error(ErrorKind::kBug, "DuckDB does not take the function {}", name);
}

}  // namespace

void register_decimals(duckdb_connection connection) {
  for (const Family& family : kFamilies) {
    for (int scale = 0; scale <= std::min(family.width, kWidth - 1); ++scale)
      register_scale(connection, family, scale);
  }
}

}  // namespace darties
