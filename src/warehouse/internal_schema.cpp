#include "warehouse/internal_schema.h"

namespace darties {
namespace {

// One row: what kind of warehouse this file is.
constexpr std::string_view kFormat = R"(
CREATE TABLE darties_internal.format (
  format_version INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL))";

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

// The rows that appending loads took from files, by the hash of their values (loaded_rows.h).
constexpr std::string_view kLoadedRows = R"(
CREATE TABLE darties_internal.loaded_rows (
  table_name VARCHAR NOT NULL,
  file VARCHAR NOT NULL,
  columns VARCHAR NOT NULL,
  row_hash UHUGEINT NOT NULL,
  rows BIGINT NOT NULL))";

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
  created_at TIMESTAMP,
  encode_auto BOOLEAN,
  owner VARCHAR))";

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

// `query` is the user's text; `qualified_query` the same with a schema in front of every table, so that it means the
// same on any search path and can follow a table to its new name.
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
  materialized BOOLEAN NOT NULL,
  qualified_query VARCHAR,
  auto_refresh BOOLEAN,
  owner VARCHAR))";

// Owner and quota of a schema; a schema without a row has neither.
constexpr std::string_view kSchemas = R"(
CREATE TABLE darties_internal.schemas (
  schema_name VARCHAR NOT NULL,
  owner VARCHAR,
  quota_mb BIGINT))";

// Users, groups and roles; options are words with commas.
constexpr std::string_view kPrincipals = R"(
CREATE TABLE darties_internal.principals (
  principal_id BIGINT NOT NULL,
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  options VARCHAR NOT NULL,
  valid_until VARCHAR,
  connection_limit VARCHAR))";

// Who belongs to a group, and to whom a role was granted.
constexpr std::string_view kMemberships = R"(
CREATE TABLE darties_internal.memberships (
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  member_kind VARCHAR NOT NULL,
  member VARCHAR NOT NULL,
  admin_option BOOLEAN NOT NULL))";

constexpr std::string_view kPrivileges = R"(
CREATE TABLE darties_internal.privileges (
  privilege VARCHAR NOT NULL,
  object_kind VARCHAR NOT NULL,
  schema_name VARCHAR NOT NULL,
  object_name VARCHAR NOT NULL,
  grantee_kind VARCHAR NOT NULL,
  grantee VARCHAR NOT NULL,
  grant_option BOOLEAN NOT NULL))";

// Text columns that ever stored a value with a trailing blank (stored_blanks.h).
constexpr std::string_view kBlankColumns = R"(
CREATE TABLE IF NOT EXISTS darties_internal.blank_columns (
  table_id BIGINT NOT NULL,
  column_name VARCHAR NOT NULL))";

constexpr std::string_view kObjectIds = "CREATE SEQUENCE darties_internal.object_ids START 100000";

}  // namespace

std::string_view schemas_table() { return kSchemas; }

std::string_view loaded_rows_table() { return kLoadedRows; }

std::string_view blank_columns_table() { return kBlankColumns; }

std::vector<std::string_view> principal_tables() {
  return {kPrincipals, kMemberships, kPrivileges};
}

const std::vector<std::string_view>& internal_tables() {
  static const std::vector<std::string_view> kStatements = {
      kFormat,  kTaskCommits, kLoadLedger,  kTables,     kColumns,    kKeys,         kViews,
      kSchemas, kPrincipals,  kMemberships, kPrivileges, kLoadedRows, kBlankColumns, kObjectIds};
  return kStatements;
}

}  // namespace darties
