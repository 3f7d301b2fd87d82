#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct _duckdb_connection;
struct _duckdb_appender;

namespace darties {

/// Adds rows to a table of darties_internal, value by value.
///
///     LoadAppender errors(connection, "stl_load_errors");
///     errors.add(100).add("s3://b/k").add_null().end_row();
///     errors.finish();
///
/// Errors: kBug with DuckDB's words, when the values do not fit the table.
class LoadAppender {
 public:
  LoadAppender(_duckdb_connection* connection, const std::string& table);

  LoadAppender& add(std::int64_t value);
  LoadAppender& add(std::string_view text);
  LoadAppender& add(std::chrono::system_clock::time_point time);
  LoadAppender& add_null();
  void end_row();
  /// Writes what was added.
  void finish();

 private:
  struct Close {
    void operator()(_duckdb_appender* appender) const;
  };
  [[noreturn]] void fail() const;

  std::string table_;
  std::unique_ptr<_duckdb_appender, Close> appender_;
};

}  // namespace darties
