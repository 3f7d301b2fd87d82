#pragma once

#include <duckdb.h>

#include <memory>
#include <type_traits>

namespace darties::duck {

/// Owners of DuckDB's C handles. Each frees its handle with the function that the C header names for it.
///
///     Connection connection = connect(database);
///     duckdb_query(connection.get(), "SELECT 1", nullptr);
template <auto Free>
struct Freer {
  template <class Handle>
  void operator()(Handle* handle) const {
    Free(&handle);
  }
};

template <class Handle, auto Free>
using Owner = std::unique_ptr<std::remove_pointer_t<Handle>, Freer<Free>>;

using Database = Owner<duckdb_database, duckdb_close>;
using Connection = Owner<duckdb_connection, duckdb_disconnect>;
using Config = Owner<duckdb_config, duckdb_destroy_config>;
using Prepared = Owner<duckdb_prepared_statement, duckdb_destroy_prepare>;
using Pending = Owner<duckdb_pending_result, duckdb_destroy_pending>;
using Chunk = Owner<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using LogicalType = Owner<duckdb_logical_type, duckdb_destroy_logical_type>;
using ScalarFunction = Owner<duckdb_scalar_function, duckdb_destroy_scalar_function>;
using AggregateFunction = Owner<duckdb_aggregate_function, duckdb_destroy_aggregate_function>;
using OwnedValue = Owner<duckdb_value, duckdb_destroy_value>;

/// A result, which the C header keeps as a struct and not as a handle.
class QueryResult {
 public:
  QueryResult() = default;
  QueryResult(const QueryResult&) = delete;
  QueryResult& operator=(const QueryResult&) = delete;
  ~QueryResult() { duckdb_destroy_result(&result_); }

  duckdb_result* get() { return &result_; }

 private:
  duckdb_result result_{};
};

/// Text that DuckDB allocated.
struct TextFreer {
  void operator()(char* text) const { duckdb_free(text); }
};
using Text = std::unique_ptr<char, TextFreer>;

}  // namespace darties::duck
