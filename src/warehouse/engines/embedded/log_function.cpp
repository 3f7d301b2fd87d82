#include "warehouse/engines/embedded/log_function.h"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "base/error.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/warehouse_file.h"
#include "warehouse/internal_schema.h"

namespace darties {
namespace {

/// One reading of a log. The result streams; the connection lives as long as it.
struct LogScan {
  duck::Connection connection;
  duck::Prepared query;
  duck::Pending pending;
  duck::QueryResult result;
};

struct LogTable {
  duckdb_database database = nullptr;
  std::string sql;
};

// An open scan, its query prepared.
std::unique_ptr<LogScan> prepare(const LogTable& table) {
  auto scan = std::make_unique<LogScan>();
  duckdb_connection connection = nullptr;
  if (duckdb_connect(table.database, &connection) == DuckDBError)
    throw Error(ErrorKind::kUnavailable, "DuckDB does not open another connection");
  scan->connection.reset(connection);
  duckdb_prepared_statement query = nullptr;
  const auto state = duckdb_prepare(connection, table.sql.c_str(), &query);
  scan->query.reset(query);
  if (state == DuckDBError) throw Error(ErrorKind::kBug, "{}", duckdb_prepare_error(query));
  return scan;
}

void start(LogScan& scan) {
  duckdb_pending_result pending = nullptr;
  const auto made = duckdb_pending_prepared_streaming(scan.query.get(), &pending);
  scan.pending.reset(pending);
  if (made == DuckDBError || duckdb_execute_pending(pending, scan.result.get()) == DuckDBError)
    throw Error(ErrorKind::kBug, "a log does not open: {}", duckdb_pending_error(pending));
}

std::string text_of(duckdb_value value) {
  const duck::Text text(duckdb_get_varchar(value));
  return text ? text.get() : "";
}

void bind(duckdb_bind_info info) noexcept {
  try {
    const duck::OwnedValue name(duckdb_bind_get_parameter(info, 0));
    auto table = std::make_unique<LogTable>();
    table->database = static_cast<duckdb_database>(duckdb_bind_get_extra_info(info));
    table->sql = fmt::format("SELECT * FROM {}.{}.{}", kDatabaseName, kInternalSchema,
                             duck::identifier(text_of(name.get())));
    const auto scan = prepare(*table);
    const idx_t columns = duckdb_prepared_statement_column_count(scan->query.get());
    for (idx_t i = 0; i < columns; ++i) {
      const duck::LogicalType type(
          duckdb_prepared_statement_column_logical_type(scan->query.get(), i));
      const duck::Text column(
          const_cast<char*>(duckdb_prepared_statement_column_name(scan->query.get(), i)));
      duckdb_bind_add_result_column(info, column.get(), type.get());
    }
    duckdb_bind_set_bind_data(info, table.release(),
                              [](void* bound) { delete static_cast<LogTable*>(bound); });
  } catch (const std::exception& error) {
    duckdb_bind_set_error(info, error.what());
  }
}

void init(duckdb_init_info info) noexcept {
  try {
    auto scan = prepare(*static_cast<const LogTable*>(duckdb_init_get_bind_data(info)));
    start(*scan);
    duckdb_init_set_max_threads(info, 1);
    duckdb_init_set_init_data(info, scan.release(),
                              [](void* begun) { delete static_cast<LogScan*>(begun); });
  } catch (const std::exception& error) {
    duckdb_init_set_error(info, error.what());
  }
}

// The vectors of the log's chunk become those of the output; nothing is copied.
void fill(duckdb_function_info info, duckdb_data_chunk output) noexcept {
  auto* const scan = static_cast<LogScan*>(duckdb_function_get_init_data(info));
  const duck::Chunk chunk(duckdb_fetch_chunk(*scan->result.get()));
  if (!chunk) {
    if (const char* const error = duckdb_result_error(scan->result.get()))
      duckdb_function_set_error(info, error);
    duckdb_data_chunk_set_size(output, 0);
    return;
  }
  const idx_t columns = duckdb_data_chunk_get_column_count(output);
  for (idx_t i = 0; i < columns; ++i) {
    duckdb_vector_reference_vector(duckdb_data_chunk_get_vector(output, i),
                                   duckdb_data_chunk_get_vector(chunk.get(), i));
  }
  duckdb_data_chunk_set_size(output, duckdb_data_chunk_get_size(chunk.get()));
}

}  // namespace

void register_log(_duckdb_connection* connection, _duckdb_database* database) {
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, "darties_log");
  const duck::LogicalType text(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
  duckdb_table_function_add_parameter(function, text.get());
  duckdb_table_function_set_extra_info(function, database, nullptr);
  duckdb_table_function_set_bind(function, bind);
  duckdb_table_function_set_init(function, init);
  duckdb_table_function_set_function(function, fill);
  const auto state = duckdb_register_table_function(connection, function);
  duckdb_destroy_table_function(&function);
  if (state == DuckDBError)
    throw Error(ErrorKind::kBug, "DuckDB did not take the function darties_log");
}

}  // namespace darties
