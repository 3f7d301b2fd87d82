// The tables that loads and unloads are recorded in: Redshift's columns, as far as they mean something here.
#include "warehouse/engines/embedded/copy_runner.h"

namespace darties {
namespace {

constexpr std::string_view kTables = R"(
CREATE TABLE IF NOT EXISTS darties_internal.stl_load_errors (
  userid INTEGER, slice INTEGER, tbl INTEGER, starttime TIMESTAMP, session INTEGER, query INTEGER,
  filename VARCHAR, line_number BIGINT, colname VARCHAR, type VARCHAR, col_length VARCHAR, position INTEGER,
  raw_line VARCHAR, raw_field_value VARCHAR, err_code INTEGER, err_reason VARCHAR,
  is_partial INTEGER, start_offset BIGINT, copy_job_id BIGINT);

CREATE TABLE IF NOT EXISTS darties_internal.stl_loaderror_detail (
  userid INTEGER, slice INTEGER, session INTEGER, query INTEGER, filename VARCHAR, line_number BIGINT,
  field INTEGER, colname VARCHAR, value VARCHAR, is_null INTEGER, type VARCHAR, col_length VARCHAR);

CREATE TABLE IF NOT EXISTS darties_internal.stl_load_commits (
  userid INTEGER, query INTEGER, slice INTEGER, name VARCHAR, filename VARCHAR, byte_offset INTEGER,
  lines_scanned INTEGER, errors INTEGER, curtime TIMESTAMP, status INTEGER, file_format VARCHAR,
  is_partial INTEGER, start_offset BIGINT, copy_job_id BIGINT);

CREATE TABLE IF NOT EXISTS darties_internal.stl_replacements (
  userid INTEGER, query INTEGER, slice INTEGER, tbl INTEGER, starttime TIMESTAMP, session INTEGER,
  filename VARCHAR, line_number BIGINT, colname VARCHAR, raw_line VARCHAR);

CREATE TABLE IF NOT EXISTS darties_internal.stl_unload_log (
  userid INTEGER, query INTEGER, slice INTEGER, pid INTEGER, path VARCHAR, start_time TIMESTAMP,
  end_time TIMESTAMP, line_count BIGINT, transfer_size BIGINT, file_format VARCHAR);

CREATE TABLE IF NOT EXISTS darties_internal.sys_load_error_detail (
  user_id INTEGER, query_id BIGINT, transaction_id BIGINT, session_id INTEGER, database_name VARCHAR,
  table_id INTEGER, start_time TIMESTAMP, file_name VARCHAR, line_number BIGINT, column_name VARCHAR,
  column_type VARCHAR, column_length VARCHAR, position INTEGER, error_code INTEGER, error_message VARCHAR);

CREATE TABLE IF NOT EXISTS darties_internal.sys_load_history (
  user_id INTEGER, query_id BIGINT, transaction_id BIGINT, session_id INTEGER, database_name VARCHAR,
  status VARCHAR, table_name VARCHAR, start_time TIMESTAMP, end_time TIMESTAMP, duration BIGINT,
  data_source VARCHAR, loaded_rows BIGINT, loaded_bytes BIGINT, source_file_count BIGINT,
  source_file_bytes BIGINT, file_format VARCHAR, error_count BIGINT);

CREATE TABLE IF NOT EXISTS darties_internal.sys_load_detail (
  user_id INTEGER, query_id BIGINT, file_name VARCHAR, bytes_scanned BIGINT, lines_scanned BIGINT,
  record_time TIMESTAMP, splits_scanned BIGINT, start_time TIMESTAMP, end_time TIMESTAMP);

CREATE TABLE IF NOT EXISTS darties_internal.sys_unload_history (
  user_id INTEGER, query_id BIGINT, session_id INTEGER, status VARCHAR, start_time TIMESTAMP,
  end_time TIMESTAMP, duration BIGINT, file_format VARCHAR, unloaded_rows BIGINT,
  unloaded_files_size BIGINT, unloaded_files_count BIGINT, unloaded_location VARCHAR);

CREATE TABLE IF NOT EXISTS darties_internal.sys_unload_detail (
  user_id INTEGER, query_id BIGINT, session_id INTEGER, file_name VARCHAR, start_time TIMESTAMP,
  end_time TIMESTAMP, row_count BIGINT, file_size BIGINT, file_format VARCHAR);
)";

}  // namespace

std::string load_diagnostics_schema() { return std::string(kTables); }

}  // namespace darties
