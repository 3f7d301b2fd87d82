#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "warehouse/engine.h"
#include "warehouse/engines/embedded/duckdb_error.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties::duck {

/// What DuckDB answered to a statement that failed, or nothing when it went well.
using Outcome = std::optional<Failure>;

/// What takes the rows of a statement. `columns` is called once, before the rows, also when there are none.
struct RowConsumer {
  /// Asked once, when the statement is about to run: DuckDB forgets an interrupt that came before.
  std::function<bool()> is_cancelled;
  /// Optimizers that the plan does without (sql::Step::leave_out).
  std::string leave_out = {};
  std::function<void(duckdb_result*)> columns;
  std::function<void(duckdb_data_chunk)> chunk;
};

/// Prepares and runs one statement of DuckDB's SQL with $1, $2, … bound as text.
/// `affected_rows`: rows written, for statements that write. Rows of queries stream to `consumer`, chunk by chunk.
Outcome run(duckdb_connection connection, const std::string& sql, const Row& parameters = {},
            const RowConsumer& consumer = {}, std::int64_t* affected_rows = nullptr);

/// The same for darties' own statements, whose failure is an Error.
void run_or_throw(duckdb_connection connection, const std::string& sql, const Row& parameters = {});

/// All rows of a query of darties' own, as text.
std::vector<Row> rows(duckdb_connection connection, const std::string& sql,
                      const Row& parameters = {});

/// The text as a literal of DuckDB: 'it''s'.
std::string literal(std::string_view text);
/// The name as a quoted identifier of DuckDB: "a""b".
std::string identifier(std::string_view name);

}  // namespace darties::duck
