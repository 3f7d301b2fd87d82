#include "warehouse/internal_schema.h"

namespace darties {
namespace {

// One row a task that did its work, in the transaction that did it.
constexpr std::string_view kTaskCommits = R"(
CREATE TABLE darties_internal.task_commits (
  run_id VARCHAR NOT NULL,
  dag VARCHAR,
  task VARCHAR NOT NULL,
  attempt INTEGER,
  logical_date VARCHAR,
  committed_at TIMESTAMP NOT NULL,
  rows_read BIGINT,
  rows_loaded BIGINT,
  rows_rejected BIGINT,
  bytes BIGINT,
  details VARCHAR))";

// One row an object and table, in the transaction that loaded it.
constexpr std::string_view kLoadLedger = R"(
CREATE TABLE darties_internal.load_ledger (
  table_name VARCHAR NOT NULL,
  file VARCHAR NOT NULL,
  size_bytes BIGINT,
  version VARCHAR,
  sha256 VARCHAR,
  rows BIGINT,
  loaded_at TIMESTAMP NOT NULL,
  run_id VARCHAR,
  task VARCHAR))";

// Declarations: DuckDB forgets VARCHAR(n), keys, distribution and the text a view was written in.
constexpr std::string_view kTables = R"(
CREATE TABLE darties_internal.tables (
  table_id BIGINT NOT NULL,
  schema_name VARCHAR NOT NULL,
  table_name VARCHAR NOT NULL,
  dist_style VARCHAR,
  dist_key VARCHAR,
  sort_style VARCHAR,
  sort_keys VARCHAR[],
  backup BOOLEAN,
  created_at TIMESTAMP))";

constexpr std::string_view kColumns = R"(
CREATE TABLE darties_internal.columns (
  table_id BIGINT NOT NULL,
  position INTEGER NOT NULL,
  column_name VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  not_null BOOLEAN NOT NULL,
  default_sql VARCHAR,
  encoding VARCHAR,
  identity_seed BIGINT,
  identity_step BIGINT,
  identity_by_default BOOLEAN,
  identity_sequence VARCHAR,
  case_insensitive BOOLEAN))";

// PRIMARY KEY, UNIQUE and FOREIGN KEY are remembered and never enforced, as on Redshift.
constexpr std::string_view kKeys = R"(
CREATE TABLE darties_internal.keys (
  table_id BIGINT NOT NULL,
  constraint_name VARCHAR,
  kind VARCHAR NOT NULL,
  columns VARCHAR[],
  referenced_table VARCHAR,
  referenced_columns VARCHAR[]))";

constexpr std::string_view kViews = R"(
CREATE TABLE darties_internal.views (
  view_id BIGINT NOT NULL,
  schema_name VARCHAR NOT NULL,
  view_name VARCHAR NOT NULL,
  query VARCHAR NOT NULL,
  column_names VARCHAR[],
  column_types VARCHAR[],
  depends_on VARCHAR[],
  late_binding BOOLEAN NOT NULL,
  materialized BOOLEAN NOT NULL))";

constexpr std::string_view kObjectIds = "CREATE SEQUENCE darties_internal.object_ids START 100000";
constexpr std::string_view kQueryIds = "CREATE SEQUENCE darties_internal.query_ids START 1";

// COPY writes these after its own transaction is over, so that the rows outlive a rollback.
constexpr std::string_view kStlLoadErrors = R"(
CREATE TABLE darties_internal.stl_load_errors (
  userid INTEGER, slice INTEGER, tbl INTEGER, starttime TIMESTAMP, session INTEGER, query INTEGER,
  filename VARCHAR, line_number BIGINT, colname VARCHAR, type VARCHAR, col_length VARCHAR, position INTEGER,
  raw_line VARCHAR, raw_field_value VARCHAR, err_code INTEGER, err_reason VARCHAR,
  is_partial INTEGER, start_offset BIGINT, copy_job_id BIGINT))";

constexpr std::string_view kStlLoadErrorDetail = R"(
CREATE TABLE darties_internal.stl_loaderror_detail (
  userid INTEGER, slice INTEGER, session INTEGER, query INTEGER, filename VARCHAR, line_number BIGINT,
  field INTEGER, colname VARCHAR, value VARCHAR, is_null INTEGER, type VARCHAR, col_length VARCHAR))";

constexpr std::string_view kStlLoadCommits = R"(
CREATE TABLE darties_internal.stl_load_commits (
  userid INTEGER, query INTEGER, slice INTEGER, name VARCHAR, filename VARCHAR, byte_offset INTEGER,
  lines_scanned INTEGER, errors INTEGER, curtime TIMESTAMP, status INTEGER, file_format VARCHAR,
  is_partial INTEGER, start_offset BIGINT, copy_job_id BIGINT))";

constexpr std::string_view kStlReplacements = R"(
CREATE TABLE darties_internal.stl_replacements (
  userid INTEGER, query INTEGER, slice INTEGER, tbl INTEGER, starttime TIMESTAMP, session INTEGER,
  filename VARCHAR, line_number BIGINT, colname VARCHAR, raw_line VARCHAR))";

constexpr std::string_view kStlUnloadLog = R"(
CREATE TABLE darties_internal.stl_unload_log (
  userid INTEGER, query INTEGER, slice INTEGER, pid INTEGER, path VARCHAR, start_time TIMESTAMP,
  end_time TIMESTAMP, line_count BIGINT, transfer_size BIGINT, file_format VARCHAR))";

constexpr std::string_view kSysLoadErrorDetail = R"(
CREATE TABLE darties_internal.sys_load_error_detail (
  user_id INTEGER, query_id BIGINT, transaction_id BIGINT, session_id INTEGER, database_name VARCHAR,
  table_id INTEGER, start_time TIMESTAMP, file_name VARCHAR, line_number BIGINT, column_name VARCHAR,
  column_type VARCHAR, column_length VARCHAR, position INTEGER, error_code INTEGER, error_message VARCHAR))";

constexpr std::string_view kSysLoadHistory = R"(
CREATE TABLE darties_internal.sys_load_history (
  user_id INTEGER, query_id BIGINT, transaction_id BIGINT, session_id INTEGER, database_name VARCHAR,
  status VARCHAR, table_name VARCHAR, start_time TIMESTAMP, end_time TIMESTAMP, duration BIGINT,
  data_source VARCHAR, loaded_rows BIGINT, loaded_bytes BIGINT, source_file_count BIGINT,
  source_file_bytes BIGINT, file_format VARCHAR, error_count BIGINT))";

}  // namespace

const std::vector<std::string_view>& internal_tables() {
  static const std::vector<std::string_view> kStatements = {kTaskCommits,    kLoadLedger,
                                                            kTables,         kColumns,
                                                            kKeys,           kViews,
                                                            kObjectIds,      kQueryIds,
                                                            kStlLoadErrors,  kStlLoadErrorDetail,
                                                            kStlLoadCommits, kStlReplacements,
                                                            kStlUnloadLog,   kSysLoadErrorDetail,
                                                            kSysLoadHistory};
  return kStatements;
}

}  // namespace darties
