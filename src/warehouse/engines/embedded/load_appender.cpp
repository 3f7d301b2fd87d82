#include "warehouse/engines/embedded/load_appender.h"

#include <duckdb.h>

#include "base/error.h"

namespace darties {

LoadAppender::LoadAppender(_duckdb_connection* connection, const std::string& table)
    : table_(table) {
  duckdb_appender appender = nullptr;
  const auto state =
      duckdb_appender_create(connection, "darties_internal", table.c_str(), &appender);
  appender_.reset(appender);
  if (state == DuckDBError) fail();
}

void LoadAppender::Close::operator()(_duckdb_appender* appender) const {
  duckdb_appender_destroy(&appender);
}

void LoadAppender::fail() const {
  const char* const why = appender_ ? duckdb_appender_error(appender_.get()) : nullptr;
  throw Error(ErrorKind::kBug, "darties_internal.{} did not take a row: {}", table_,
              why != nullptr ? why : "unknown error");
}

LoadAppender& LoadAppender::add(std::int64_t value) {
  if (duckdb_append_int64(appender_.get(), value) == DuckDBError) fail();
  return *this;
}

LoadAppender& LoadAppender::add(std::string_view text) {
  if (duckdb_append_varchar_length(appender_.get(), text.data(), text.size()) == DuckDBError)
    fail();
  return *this;
}

LoadAppender& LoadAppender::add(std::chrono::system_clock::time_point time) {
  using std::chrono::duration_cast;
  const auto micros = duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
  if (duckdb_append_timestamp(appender_.get(), duckdb_timestamp{micros}) == DuckDBError) fail();
  return *this;
}

LoadAppender& LoadAppender::add_null() {
  if (duckdb_append_null(appender_.get()) == DuckDBError) fail();
  return *this;
}

void LoadAppender::end_row() {
  if (duckdb_appender_end_row(appender_.get()) == DuckDBError) fail();
}

void LoadAppender::finish() {
  if (duckdb_appender_close(appender_.get()) == DuckDBError) fail();
}

}  // namespace darties
