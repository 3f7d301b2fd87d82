#include "warehouse/engines/embedded/load_sql.h"

#include <duckdb.h>

#include "base/text.h"

namespace darties {

SqlAnswer ask(_duckdb_connection* connection, const std::string& sql) {
  SqlAnswer answer;
  duckdb_result result;
  if (duckdb_query(connection, sql.c_str(), &result) == DuckDBError) {
    const char* const message = duckdb_result_error(&result);
    answer.error = message != nullptr ? message : "unknown error";
  } else {
    answer.changed_rows = static_cast<std::int64_t>(duckdb_rows_changed(&result));
    if (duckdb_row_count(&result) > 0) {
      if (char* const text = duckdb_value_varchar(&result, 0, 0)) {
        answer.value = text;
        duckdb_free(text);
      }
    }
  }
  duckdb_destroy_result(&result);
  return answer;
}

std::string quoted_identifier(std::string_view name) {
  return '"' + replace_all(name, "\"", "\"\"") + '"';
}
std::string quoted_literal(std::string_view text) {
  return '\'' + replace_all(text, "'", "''") + '\'';
}

}  // namespace darties
