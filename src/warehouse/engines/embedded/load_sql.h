#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct _duckdb_connection;

namespace darties {

/// What one DuckDB statement of the loader came to.
struct SqlAnswer {
  std::optional<std::string> error;  ///< DuckDB's words
  std::int64_t changed_rows = 0;
  std::optional<std::string> value;  ///< the first row's first column as text
};
SqlAnswer ask(_duckdb_connection* connection, const std::string& sql);

/// "a ""b""" and 'it''s'
std::string quoted_identifier(std::string_view name);
std::string quoted_literal(std::string_view text);

}  // namespace darties
