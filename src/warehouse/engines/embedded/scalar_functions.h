#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "sql/functions.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties::duck {

/// Makes DuckDB functions of plain C++ functions over values.
///
///     std::int64_t divide(std::int64_t a, std::int64_t b);
///     register_overloads(connection, "/", {overload<divide>()});
///
/// A NULL argument gives NULL without a call. An Error that the function throws is the query's error. DuckDB is told so of
/// every function that is not `noexcept`, and then calls it for no row that the query does not ask it about.
struct Date {
  std::int32_t days = 0;
};
struct Timestamp {
  std::int64_t microseconds = 0;
};
struct TimestampTz {
  std::int64_t microseconds = 0;
};
struct Time {
  std::int64_t microseconds = 0;
};
/// A BLOB.
struct Bytes {
  std::string_view bytes;
};

/// How a C++ type lies in a DuckDB vector. One specialization a type.
template <class T>
struct Layout;

template <class T, duckdb_type Id>
struct PlainLayout {
  static constexpr duckdb_type kId = Id;
  static T read(duckdb_vector vector, idx_t row) {
    return static_cast<const T*>(duckdb_vector_get_data(vector))[row];
  }
  static void write(duckdb_vector vector, idx_t row, T value) {
    static_cast<T*>(duckdb_vector_get_data(vector))[row] = value;
  }
};

template <>
struct Layout<bool> : PlainLayout<bool, DUCKDB_TYPE_BOOLEAN> {};
template <>
struct Layout<std::int16_t> : PlainLayout<std::int16_t, DUCKDB_TYPE_SMALLINT> {};
template <>
struct Layout<std::int32_t> : PlainLayout<std::int32_t, DUCKDB_TYPE_INTEGER> {};
template <>
struct Layout<std::int64_t> : PlainLayout<std::int64_t, DUCKDB_TYPE_BIGINT> {};
template <>
struct Layout<float> : PlainLayout<float, DUCKDB_TYPE_FLOAT> {};
template <>
struct Layout<double> : PlainLayout<double, DUCKDB_TYPE_DOUBLE> {};
template <>
struct Layout<Date> : PlainLayout<Date, DUCKDB_TYPE_DATE> {};
template <>
struct Layout<Timestamp> : PlainLayout<Timestamp, DUCKDB_TYPE_TIMESTAMP> {};
template <>
struct Layout<TimestampTz> : PlainLayout<TimestampTz, DUCKDB_TYPE_TIMESTAMP_TZ> {};
template <>
struct Layout<Time> : PlainLayout<Time, DUCKDB_TYPE_TIME> {};

template <>
struct Layout<sql::IntervalParts> {
  static constexpr duckdb_type kId = DUCKDB_TYPE_INTERVAL;
  static sql::IntervalParts read(duckdb_vector vector, idx_t row) {
    const auto& value = static_cast<const duckdb_interval*>(duckdb_vector_get_data(vector))[row];
    return {.months = value.months, .days = value.days, .microseconds = value.micros};
  }
  static void write(duckdb_vector vector, idx_t row, const sql::IntervalParts& value) {
    static_cast<duckdb_interval*>(duckdb_vector_get_data(vector))[row] = {
        .months = value.months, .days = value.days, .micros = value.microseconds};
  }
};

template <>
struct Layout<std::string_view> {
  static constexpr duckdb_type kId = DUCKDB_TYPE_VARCHAR;
  static std::string_view read(duckdb_vector vector, idx_t row) {
    auto& text = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector))[row];
    return {duckdb_string_t_data(&text), duckdb_string_t_length(text)};
  }
  static void write(duckdb_vector vector, idx_t row, std::string_view value) {
    duckdb_vector_assign_string_element_len(vector, row, value.data(), value.size());
  }
};
template <>
struct Layout<std::string> : Layout<std::string_view> {};
template <>
struct Layout<Bytes> {
  static constexpr duckdb_type kId = DUCKDB_TYPE_BLOB;
  static Bytes read(duckdb_vector vector, idx_t row) {
    return {Layout<std::string_view>::read(vector, row)};
  }
  static void write(duckdb_vector vector, idx_t row, const Bytes& value) {
    Layout<std::string_view>::write(vector, row, value.bytes);
  }
};

/// Says that row `row` of the output is NULL.
void set_null(duckdb_vector output, idx_t row);

/// A result that may be NULL.
template <class T>
struct Layout<std::optional<T>> {
  static constexpr duckdb_type kId = Layout<T>::kId;
  static void write(duckdb_vector vector, idx_t row, const std::optional<T>& value) {
    if (value) return Layout<T>::write(vector, row, *value);
    set_null(vector, row);
  }
};

/// Where the arguments of a chunk are NULL.
class Nulls {
 public:
  explicit Nulls(duckdb_data_chunk input);
  /// Whether any argument of that row is NULL.
  bool any(idx_t row) const {
    for (const std::uint64_t* mask : masks_) {
      if ((mask[row / 64] >> (row % 64) & 1) == 0) return true;
    }
    return false;
  }

 private:
  std::vector<const std::uint64_t*> masks_;  // of the columns that have a NULL somewhere
};

/// Makes the exception that is being handled the error of the query.
void report_exception(duckdb_function_info info) noexcept;

/// The C function over chunks behind the C++ function `kFunction` over values.
template <auto kFunction, class Result, class... Args>
struct Vectorized {
  static void run(duckdb_function_info info, duckdb_data_chunk input,
                  duckdb_vector output) noexcept {
    try {
      run_rows(input, output, std::index_sequence_for<Args...>());
    } catch (...) {
      report_exception(info);
    }
  }

  template <std::size_t... kIndex>
  static void run_rows(duckdb_data_chunk input, duckdb_vector output,
                       std::index_sequence<kIndex...>) {
    const duckdb_vector vectors[] = {duckdb_data_chunk_get_vector(input, kIndex)...};
    const Nulls nulls(input);
    const idx_t count = duckdb_data_chunk_get_size(input);
    for (idx_t row = 0; row < count; ++row) {
      if (nulls.any(row)) {
        set_null(output, row);
      } else {
        Layout<Result>::write(output, row, kFunction(Layout<Args>::read(vectors[kIndex], row)...));
      }
    }
  }
};

/// One function of a name: which types it takes and gives, and what computes it.
struct Overload {
  std::vector<duckdb_type> parameters;
  duckdb_type result;
  duckdb_scalar_function_t run;
  bool may_fail = true;
};

template <auto kFunction, class Result, class... Args>
Overload overload_of(Result (*)(Args...)) {
  return {.parameters = {Layout<std::remove_cvref_t<Args>>::kId...},
          .result = Layout<Result>::kId,
          .run = Vectorized<kFunction, Result, std::remove_cvref_t<Args>...>::run,
          .may_fail = !std::is_nothrow_invocable_v<decltype(kFunction), Args...>};
}
template <auto kFunction>
Overload overload() {
  return overload_of<kFunction>(kFunction);
}

/// Tells DuckDB that the function may fail: it is then called for the rows that reach it, not for each entry of a
/// dictionary, and keeps its place among other conditions. Every function with a chance of an error needs it (docs/decisions/0009).
void mark_fallible(duckdb_scalar_function function);

/// Adds overloads to a name; one that DuckDB has with the same types is replaced.
void register_overloads(duckdb_connection connection, const char* name,
                        const std::vector<Overload>& overloads);

}  // namespace darties::duck
