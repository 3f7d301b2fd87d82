#include "warehouse/engines/embedded/catalog_views.h"

#include <array>

namespace darties {
namespace {

constexpr std::array kViews = {
    SystemView{"pg_catalog", "svv_all_tables", R"(
SELECT table_catalog AS database_name, table_schema AS schema_name, table_name, NULL::VARCHAR AS table_acl,
  CASE table_type WHEN 'BASE TABLE' THEN 'TABLE' ELSE table_type END AS table_type, remarks
FROM memory.redshift.svv_tables)"},
    SystemView{"pg_catalog", "svv_redshift_tables", R"(
SELECT database_name, schema_name, table_name, table_type, table_acl, remarks FROM memory.redshift.svv_all_tables)"},
    SystemView{"pg_catalog", "svv_all_columns", R"(
SELECT table_catalog AS database_name, table_schema AS schema_name, table_name, column_name, ordinal_position,
  column_default, is_nullable, data_type, character_maximum_length, numeric_precision, numeric_scale, remarks
FROM memory.redshift.svv_columns)"},
    SystemView{"pg_catalog", "svv_redshift_columns", R"(
SELECT c.table_catalog AS database_name, c.table_schema AS schema_name, c.table_name, c.column_name,
  c.ordinal_position, c.data_type, c.column_default, c.is_nullable, d.encoding,
  coalesce(d.dist_key = c.column_name, false) AS distkey,
  coalesce(list_position(d.sort_keys, c.column_name), 0)::INTEGER AS sortkey, NULL::VARCHAR AS column_acl, c.remarks
FROM memory.redshift.svv_columns AS c
LEFT JOIN memory.redshift.declared_columns AS d
  ON d.schema_name = c.table_schema AND d.table_name = c.table_name AND d.column_name = c.column_name)"},
    SystemView{"pg_catalog", "svv_all_schemas", R"(
SELECT s.catalog_name AS database_name, s.schema_name, coalesce(o.owner, s.schema_owner) AS schema_owner,
  'local' AS schema_type, NULL::VARCHAR AS schema_acl, NULL::VARCHAR AS source_database,
  NULL::VARCHAR AS schema_option
FROM memory.redshift.information_schema_schemata AS s
LEFT JOIN dev.darties_internal.schemas AS o ON o.schema_name = s.schema_name)"},
    SystemView{"pg_catalog", "svv_redshift_schemas", R"(
SELECT database_name, schema_name, schema_owner, schema_type, schema_acl, schema_option
FROM memory.redshift.svv_all_schemas)"},
    SystemView{"pg_catalog", "svv_schema_quota_state", R"(
SELECT NULL::INTEGER AS schema_id, schema_name, NULL::INTEGER AS schema_owner, quota_mb AS quota,
  NULL::INTEGER AS disk_usage, NULL::DECIMAL(5,2) AS disk_usage_pct
FROM dev.darties_internal.schemas WHERE quota_mb IS NOT NULL)"},
    SystemView{"pg_catalog", "stv_mv_info", R"(
SELECT 'dev' AS db_name, schema_name AS schema, view_name AS name, NULL::BIGINT AS updated_upto_xid,
  NULL::VARCHAR AS is_stale, coalesce(owner, 'dev') AS owner_user_name, 0 AS state,
  CASE WHEN auto_refresh THEN '1' ELSE '0' END AS autorefresh, 'f' AS autorewrite
FROM dev.darties_internal.views WHERE materialized)"},
    SystemView{"pg_catalog", "stv_tbl_perm", R"(
SELECT 0 AS slice, t.table_id::INTEGER AS id, t.table_name AS name, d.estimated_size::BIGINT AS rows,
  d.estimated_size::BIGINT AS sorted_rows, 0 AS temp, 100 AS db_id, CASE WHEN t.backup IS false THEN 0 ELSE 1 END AS backup
FROM dev.darties_internal.tables AS t
JOIN duckdb_tables() AS d
  ON d.database_name = 'dev' AND d.schema_name = t.schema_name AND d.table_name = t.table_name)"},
    SystemView{"information_schema", "table_constraints", R"(
SELECT 'dev' AS constraint_catalog, t.schema_name AS constraint_schema, k.constraint_name,
  'dev' AS table_catalog, t.schema_name AS table_schema, t.table_name, k.kind AS constraint_type,
  'NO' AS is_deferrable, 'NO' AS initially_deferred
FROM dev.darties_internal.keys AS k JOIN dev.darties_internal.tables AS t ON t.table_id = k.table_id)"},
    SystemView{"information_schema", "key_column_usage", R"(
SELECT 'dev' AS constraint_catalog, t.schema_name AS constraint_schema, k.constraint_name, 'dev' AS table_catalog,
  t.schema_name AS table_schema, t.table_name, unnest(k.columns) AS column_name,
  generate_subscripts(k.columns, 1)::INTEGER AS ordinal_position
FROM dev.darties_internal.keys AS k JOIN dev.darties_internal.tables AS t ON t.table_id = k.table_id)"},
};

}  // namespace

std::span<const SystemView> catalog_views() { return kViews; }

}  // namespace darties
