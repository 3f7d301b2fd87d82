#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "lake/lake.h"
#include "sql/copy_statement.h"
#include "warehouse/engine.h"
#include "warehouse/load/outcome.h"
#include "warehouse/table_shape.h"

struct _duckdb_connection;

namespace darties {

/// Makes the table function that rows come in through. Call once for each DuckDB instance, outside of a transaction.
void register_loader(_duckdb_connection* connection);

/// What a COPY runs in. Everything is borrowed for the time of the call.
struct CopyContext {
  _duckdb_connection* connection = nullptr;  ///< in the transaction the rows shall belong to
  const TableShape& table;
  Lake& lake;
  std::string duckdb_table;  ///< how DuckDB calls the table, quoted; empty: "schema"."name"
  std::stop_token stop = {};
  std::function<void(const Progress&)> progress = {};  ///< called from any thread
  /// Which of the listed objects to load; empty: all. An object that is left out is not read at all.
  std::function<bool(const std::string& url, const ObjectInfo& object)> filter = {};
  std::int64_t query_id = 0;
  std::int64_t transaction_id = 0;
  int session_id = 0;
  int user_id = 100;
  std::string database = "dev";
  int threads = 0;  ///< at most so many parse at the same time; 0: one for each core
  std::filesystem::path spool = {};  ///< where DuckDB may read Parquet
  /// The ledger's name of the table, when the file of each row shall be noted (darties_internal.loaded_rows).
  std::string noted_in = {};
  /// Runs a query on another connection: after an error this one's transaction answers nothing more.
  std::function<std::vector<Row>(const std::string& sql)> ask_aside = {};
};

/// Loads what the statement names into the table, within the transaction that is open on the connection.
///
/// A load that fails on its data, its files, or its statement's fit to the table is an outcome with `error` set, so that
/// the rejects can be recorded after the rollback; the caller rolls back, calls record_outcome(), throws `*outcome.error`.
/// Throws only kBug.
LoadOutcome run_copy(const sql::CopyStatement& copy, const CopyContext& context);

/// Writes stl_load_errors, stl_loaderror_detail, sys_load_error_detail, stl_load_commits, sys_load_history,
/// sys_load_detail and stl_replacements. Call after the load's transaction has ended, either way, on a connection without
/// a transaction: what went wrong stays to be read.
void record_outcome(_duckdb_connection* connection, const LoadOutcome& outcome);

/// CREATE TABLE IF NOT EXISTS statements of the tables that record_outcome() and record_unload() write, all in schema
/// darties_internal, with the columns that Redshift's have.
std::string load_diagnostics_schema();

/// What an UNLOAD runs in.
struct UnloadContext {
  _duckdb_connection* connection = nullptr;
  Lake& lake;
  std::string query;  ///< the statement's query, translated for DuckDB
  std::function<Place(std::size_t position)> place_of =
      {};                            ///< where byte `position` of `query` stands in the user's text
  std::filesystem::path spool = {};  ///< where DuckDB may write Parquet
  std::vector<sql::Type> column_types =
      {};  ///< Redshift's types of the result, where known; else taken from DuckDB's
  std::stop_token stop = {};
  std::function<void(const Progress&)> progress = {};
  std::int64_t query_id = 0;
  int session_id = 0;
  int user_id = 100;
  std::string database = "dev";
};

/// Runs the query and writes its rows to the lake. Objects appear whole; a failure leaves none of this call's.
/// Errors: those of the query, with their place; kInvalid for a destination that is not empty and for options that do not fit
/// the query; kCancelled.
UnloadOutcome run_unload(const sql::UnloadStatement& unload, const UnloadContext& context);

/// Writes stl_unload_log, sys_unload_history and sys_unload_detail.
void record_unload(_duckdb_connection* connection, const UnloadOutcome& outcome);

}  // namespace darties
