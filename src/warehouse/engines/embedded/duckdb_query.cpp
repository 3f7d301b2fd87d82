#include "warehouse/engines/embedded/duckdb_query.h"

#include <mutex>

#include "base/text.h"
#include "warehouse/engines/embedded/value_text.h"

namespace darties::duck {
namespace {

Failure failure_of(duckdb_result* result) {
  const char* text = duckdb_result_error(result);
  return read_failure(text == nullptr ? "DuckDB gave no reason" : text);
}

void bind(duckdb_prepared_statement prepared, const Row& parameters) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto& value = parameters[i];
    if (value) {
      duckdb_bind_varchar_length(prepared, i + 1, value->data(), value->size());
    } else {
      duckdb_bind_null(prepared, i + 1);
    }
  }
}

/// Leaves optimizers out while it lives. The setting is one for all connections: meanwhile other statements are planned
/// without them too, which costs those little; statements that need it wait for one another.
class OptimizersLeftOut {
 public:
  OptimizersLeftOut(duckdb_connection connection, const std::string& names)
      : connection_(connection) {
    if (names.empty()) return;
    static std::mutex one_at_a_time;  // guards the setting
    lock_ = std::unique_lock(one_at_a_time);
    set(names);
  }
  ~OptimizersLeftOut() {
    if (lock_.owns_lock()) set("");
  }
  OptimizersLeftOut(const OptimizersLeftOut&) = delete;
  OptimizersLeftOut& operator=(const OptimizersLeftOut&) = delete;

 private:
  void set(const std::string& names) {
    const std::string sql = "SET GLOBAL disabled_optimizers = '" + names + "'";
    duckdb_query(connection_, sql.c_str(), nullptr);
  }

  duckdb_connection connection_;
  std::unique_lock<std::mutex> lock_;
};

bool prepare(duckdb_connection connection, const std::string& sql, const std::string& leave_out,
             duckdb_prepared_statement* prepared) {
  const OptimizersLeftOut plan(connection, leave_out);
  return duckdb_prepare(connection, sql.c_str(), prepared) == DuckDBSuccess;
}

Outcome fetch_rows(duckdb_result* result, const RowConsumer& consumer) {
  if (consumer.columns) consumer.columns(result);
  while (Chunk chunk{duckdb_fetch_chunk(*result)}) {
    if (duckdb_data_chunk_get_size(chunk.get()) == 0) break;
    if (consumer.chunk) consumer.chunk(chunk.get());
  }
  // A streamed query may fail between two chunks.
  if (const char* text = duckdb_result_error(result); text != nullptr && *text != '\0') {
    return failure_of(result);
  }
  return std::nullopt;
}

std::int64_t count_of(duckdb_result* result) {
  return static_cast<std::int64_t>(duckdb_rows_changed(result));
}

}  // namespace

Outcome run(duckdb_connection connection, const std::string& sql, const Row& parameters,
            const RowConsumer& consumer, std::int64_t* affected_rows) {
  Prepared prepared;
  duckdb_prepared_statement raw = nullptr;
  const bool is_prepared = prepare(connection, sql, consumer.leave_out, &raw);
  prepared.reset(raw);
  if (!is_prepared) return read_failure(duckdb_prepare_error(raw));
  bind(raw, parameters);

  QueryResult result;
  duckdb_pending_result raw_pending = nullptr;
  const bool is_pending = duckdb_pending_prepared_streaming(raw, &raw_pending) == DuckDBSuccess;
  const Pending pending(raw_pending);
  if (!is_pending) return read_failure(duckdb_pending_error(raw_pending));
  // An interrupt before this moment was forgotten when the statement was set up. Its tasks may run already, so it must be
  // executed to its end, which now is near: to drop it here would wait for all of its rows.
  if (consumer.is_cancelled && consumer.is_cancelled()) duckdb_interrupt(connection);
  if (duckdb_execute_pending(raw_pending, result.get()) != DuckDBSuccess)
    return failure_of(result.get());

  switch (duckdb_result_return_type(*result.get())) {
    case DUCKDB_RESULT_TYPE_QUERY_RESULT:
      try {
        return fetch_rows(result.get(), consumer);
      } catch (...) {
        duckdb_interrupt(connection);  // else the destructor waits for the rows that nobody takes
        throw;
      }
    case DUCKDB_RESULT_TYPE_CHANGED_ROWS:
      if (affected_rows != nullptr) *affected_rows = count_of(result.get());
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

void run_or_throw(duckdb_connection connection, const std::string& sql, const Row& parameters) {
  if (const Outcome failed = run(connection, sql, parameters)) throw from_duckdb(*failed);
}

std::vector<Row> rows(duckdb_connection connection, const std::string& sql, const Row& parameters) {
  std::vector<Row> found;
  const RowConsumer consumer{.chunk = [&found](duckdb_data_chunk chunk) {
    const ChunkText text(chunk);
    for (std::size_t i = 0; i < text.size(); ++i) found.push_back(text.row(i));
  }};
  if (const Outcome failed = run(connection, sql, parameters, consumer)) throw from_duckdb(*failed);
  return found;
}

std::string literal(std::string_view text) { return "'" + replace_all(text, "'", "''") + "'"; }

std::string identifier(std::string_view name) {
  return "\"" + replace_all(name, "\"", "\"\"") + "\"";
}

}  // namespace darties::duck
