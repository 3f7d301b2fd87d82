#include "warehouse/engines/embedded/system_relations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "base/error.h"
#include "warehouse/engines/embedded/catalog_views.h"

namespace darties {
namespace {

// Columns of user tables, as declared. Tables that darties does not know (made by an older way) show DuckDB's types.
constexpr std::string_view kDeclaredColumns = R"(
SELECT c.database_name, c.schema_name, c.table_name, c.column_name, c.column_index AS ordinal_position,
  coalesce(d.type, lower(c.data_type)) AS type,
  coalesce(d.not_null, NOT c.is_nullable) AS not_null,
  coalesce(d.default_sql, c.column_default) AS default_sql,
  d.encoding, d.identity_seed IS NOT NULL AS is_identity,
  t.table_id, t.dist_style, t.dist_key, t.sort_style, t.sort_keys, c.comment AS remarks
FROM duckdb_columns() AS c
LEFT JOIN dev.darties_internal.tables AS t ON t.schema_name = c.schema_name AND t.table_name = c.table_name
LEFT JOIN dev.darties_internal.columns AS d ON d.table_id = t.table_id AND d.column_name = c.column_name
WHERE c.database_name = 'dev' AND c.schema_name <> 'darties_internal')";

constexpr std::array kViews = {
    SystemView{"", "declared_columns", kDeclaredColumns},
    SystemView{"pg_catalog", "pg_table_def", R"(
SELECT schema_name AS schemaname, table_name AS tablename, column_name AS "column", type,
  coalesce(encoding, CASE
    WHEN list_contains(sort_keys, column_name) OR type IN ('boolean', 'real', 'double precision') THEN 'none'
    WHEN type LIKE 'character%' THEN 'lzo'
    WHEN type = 'super' THEN 'zstd'
    ELSE 'az64' END) AS encoding,
  coalesce(dist_key = column_name, false) AS distkey,
  coalesce(list_position(sort_keys, column_name), 0)::INTEGER *
    CASE WHEN sort_style = 'INTERLEAVED' AND list_position(sort_keys, column_name) % 2 = 0 THEN -1 ELSE 1 END AS sortkey,
  not_null AS "notnull"
FROM memory.redshift.declared_columns
WHERE table_id IS NOT NULL AND list_contains(current_schemas(false), schema_name)
ORDER BY schema_name, table_name, ordinal_position)"},
    SystemView{"pg_catalog", "svv_table_info", R"(
SELECT 'dev' AS database, t.schema_name AS schema, t.table_id, t.table_name AS "table",
  'Y, AUTO(ENCODE)' AS encoded,
  CASE WHEN t.dist_key IS NOT NULL THEN 'KEY(' || t.dist_key || ')'
    WHEN t.dist_style IS NULL OR t.dist_style = 'AUTO' THEN 'AUTO(ALL)' ELSE t.dist_style END AS diststyle,
  CASE WHEN len(t.sort_keys) > 0 THEN t.sort_keys[1] ELSE 'AUTO(SORTKEY)' END AS sortkey1,
  coalesce((SELECT max(try_cast(regexp_extract(c.type, '^character varying\((\d+)\)$', 1) AS INTEGER))
    FROM dev.darties_internal.columns AS c WHERE c.table_id = t.table_id), 0) AS max_varchar,
  coalesce(len(t.sort_keys), 0)::INTEGER AS sortkey_num,
  d.estimated_size::DECIMAL(19,3) AS tbl_rows,
  d.estimated_size::DECIMAL(38,0) AS estimated_visible_rows,
  t.created_at AS create_time
FROM dev.darties_internal.tables AS t
JOIN duckdb_tables() AS d
  ON d.database_name = 'dev' AND d.schema_name = t.schema_name AND d.table_name = t.table_name)"},
    SystemView{"pg_catalog", "svv_columns", R"(
SELECT 'dev' AS table_catalog, schema_name AS table_schema, table_name, column_name, ordinal_position,
  default_sql AS column_default, CASE WHEN not_null THEN 'NO' ELSE 'YES' END AS is_nullable,
  regexp_replace(type, '\(.*\)$', '') AS data_type,
  try_cast(regexp_extract(type, '^character[a-z ]*\((\d+)\)$', 1) AS INTEGER) AS character_maximum_length,
  try_cast(regexp_extract(type, '^numeric\((\d+),', 1) AS INTEGER) AS numeric_precision,
  try_cast(regexp_extract(type, '^numeric\(\d+,(\d+)\)', 1) AS INTEGER) AS numeric_scale,
  remarks
FROM memory.redshift.declared_columns)"},
    SystemView{"information_schema", "columns",
               "SELECT * EXCLUDE (remarks) FROM memory.redshift.svv_columns"},
    SystemView{"pg_catalog", "svv_tables", R"(
SELECT 'dev' AS table_catalog, schema_name AS table_schema, table_name, 'BASE TABLE' AS table_type,
  d.comment AS remarks
FROM duckdb_tables() AS d WHERE database_name = 'dev' AND schema_name <> 'darties_internal'
  AND NOT EXISTS (SELECT 1 FROM dev.darties_internal.views AS v
    WHERE v.materialized AND v.schema_name = d.schema_name AND v.view_name = d.table_name)
UNION ALL
SELECT 'dev', schema_name, view_name, 'VIEW', comment FROM duckdb_views()
WHERE database_name = 'dev' AND NOT internal AND schema_name <> 'darties_internal'
UNION
SELECT 'dev', schema_name, view_name, 'VIEW', NULL FROM dev.darties_internal.views AS v
WHERE (late_binding OR materialized) AND NOT EXISTS (SELECT 1 FROM duckdb_views() AS d
  WHERE d.database_name = 'dev' AND d.schema_name = v.schema_name AND d.view_name = v.view_name))"},
    SystemView{"information_schema", "tables",
               "SELECT * EXCLUDE (remarks) FROM memory.redshift.svv_tables"},
    SystemView{"information_schema", "schemata", R"(
SELECT 'dev' AS catalog_name, schema_name, 'dev' AS schema_owner FROM duckdb_schemas()
WHERE database_name = 'dev' AND NOT internal AND schema_name NOT IN ('darties_internal', 'main'))"},
    SystemView{"information_schema", "views", R"(
SELECT 'dev' AS table_catalog, v.schema_name AS table_schema, v.view_name AS table_name, v.query AS view_definition,
  'NONE' AS check_option, 'NO' AS is_updatable, 'NO' AS is_insertable_into
FROM dev.darties_internal.views AS v)"},
    SystemView{"pg_catalog", "pg_views", R"(
SELECT schema_name AS schemaname, view_name AS viewname, 'dev' AS viewowner, query AS definition
FROM dev.darties_internal.views)"},
    SystemView{"pg_catalog", "pg_user", R"(
SELECT name AS usename, principal_id::INTEGER AS usesysid,
  list_contains(string_split(options, ','), 'createdb') AS usecreatedb,
  list_contains(string_split(options, ','), 'createuser') AS usesuper, false AS usecatupd,
  '********' AS passwd, valid_until AS valuntil, NULL::VARCHAR AS useconfig
FROM dev.darties_internal.principals WHERE kind = 'user'
UNION ALL
SELECT 'dev', 100, true, true, true, '********', NULL, NULL)"},
    SystemView{"pg_catalog", "pg_group", R"(
SELECT g.name AS groname, g.principal_id::INTEGER AS grosysid,
  (SELECT '{' || string_agg(u.principal_id::VARCHAR, ',' ORDER BY u.principal_id) || '}'
   FROM dev.darties_internal.memberships AS m
   JOIN dev.darties_internal.principals AS u ON u.kind = 'user' AND u.name = m.member
   WHERE m.kind = 'group' AND m.name = g.name) AS grolist
FROM dev.darties_internal.principals AS g WHERE g.kind = 'group')"},
    SystemView{"pg_catalog", "svv_roles", R"(
SELECT principal_id::INTEGER AS role_id, name AS role_name, 'dev' AS role_owner, NULL::VARCHAR AS external_id
FROM dev.darties_internal.principals WHERE kind = 'role')"},
    SystemView{"pg_catalog", "svv_user_grants", R"(
SELECT u.principal_id::INTEGER AS user_id, m.member AS user_name, r.principal_id::INTEGER AS role_id,
  m.name AS role_name, m.admin_option
FROM dev.darties_internal.memberships AS m
LEFT JOIN dev.darties_internal.principals AS u ON u.kind = 'user' AND u.name = m.member
LEFT JOIN dev.darties_internal.principals AS r ON r.kind = 'role' AND r.name = m.name
WHERE m.kind = 'role' AND m.member_kind = 'user')"},
    SystemView{"pg_catalog", "svv_role_grants", R"(
SELECT r.principal_id::INTEGER AS role_id, m.member AS role_name, g.principal_id::INTEGER AS granted_role_id,
  m.name AS granted_role_name
FROM dev.darties_internal.memberships AS m
LEFT JOIN dev.darties_internal.principals AS r ON r.kind = 'role' AND r.name = m.member
LEFT JOIN dev.darties_internal.principals AS g ON g.kind = 'role' AND g.name = m.name
WHERE m.kind = 'role' AND m.member_kind = 'role')"},
    SystemView{"pg_catalog", "svv_relation_privileges", R"(
SELECT p.schema_name AS namespace_name, p.object_name AS relation_name, upper(p.privilege) AS privilege_type,
  i.principal_id::INTEGER AS identity_id, p.grantee AS identity_name, p.grantee_kind AS identity_type,
  p.grant_option AS admin_option
FROM dev.darties_internal.privileges AS p
LEFT JOIN dev.darties_internal.principals AS i ON i.kind = p.grantee_kind AND i.name = p.grantee
WHERE p.object_kind = 'table')"},
    SystemView{"pg_catalog", "svv_schema_privileges", R"(
SELECT p.object_name AS namespace_name, upper(p.privilege) AS privilege_type,
  i.principal_id::INTEGER AS identity_id, p.grantee AS identity_name, p.grantee_kind AS identity_type,
  p.grant_option AS admin_option
FROM dev.darties_internal.privileges AS p
LEFT JOIN dev.darties_internal.principals AS i ON i.kind = p.grantee_kind AND i.name = p.grantee
WHERE p.object_kind = 'schema')"},
    // What runs now: COPY holds its session until it is done, so that nobody ever sees a row here.
    SystemView{"pg_catalog", "stv_load_state", R"(
SELECT NULL::INTEGER AS userid, NULL::INTEGER AS session, NULL::INTEGER AS query, NULL::INTEGER AS slice,
  NULL::INTEGER AS pid, NULL::TIMESTAMP AS recordtime, NULL::BIGINT AS bytes_to_load, NULL::BIGINT AS bytes_loaded,
  NULL::BIGINT AS bytes_to_load_compressed, NULL::BIGINT AS bytes_loaded_compressed, NULL::INTEGER AS lines,
  NULL::INTEGER AS num_files, NULL::INTEGER AS num_files_complete, NULL::VARCHAR AS current_file,
  NULL::INTEGER AS pct_complete
WHERE false)"},
    SystemView{"pg_catalog", "pg_tables", R"(
SELECT d.schema_name AS schemaname, d.table_name AS tablename, coalesce(t.owner, 'dev') AS tableowner,
  NULL::VARCHAR AS tablespace, false AS hasindexes, false AS hasrules, false AS hastriggers
FROM duckdb_tables() AS d
LEFT JOIN dev.darties_internal.tables AS t ON t.schema_name = d.schema_name AND t.table_name = d.table_name
WHERE d.database_name = 'dev' AND d.schema_name <> 'darties_internal'
  AND NOT EXISTS (SELECT 1 FROM dev.darties_internal.views AS v
    WHERE v.materialized AND v.schema_name = d.schema_name AND v.view_name = d.table_name))"},
};

// Kept in darties_internal under the same name, and read beside the session's transaction (log_function.h).
constexpr std::array<std::string_view, 10> kLogs = {
    "stl_load_errors",    "stl_loaderror_detail", "stl_load_commits", "stl_replacements",
    "stl_unload_log",     "sys_load_history",     "sys_load_detail",  "sys_load_error_detail",
    "sys_unload_history", "sys_unload_detail"};

// DuckDB has these itself, in PostgreSQL's shape.
constexpr std::array<std::string_view, 9> kNative = {
    "pg_class",    "pg_namespace", "pg_attribute", "pg_type",       "pg_proc",
    "pg_database", "pg_settings",  "pg_depend",    "pg_description"};

bool may_stand_in(const std::string& schema, std::string_view home) {
  return schema == home || (schema.empty() && home == "pg_catalog");
}

constexpr std::string_view kReference = "memory.redshift.";

std::string name_of(const SystemView& view) {
  const bool standard = view.schema == "information_schema";
  return fmt::format("{}{}{}", kReference, standard ? "information_schema_" : "", view.name);
}

std::string expanded(std::string_view query);

// The query of the view that another one reads under this name.
std::string query_of(const std::string& name) {
  for (const auto views : {std::span<const SystemView>(kViews), catalog_views()}) {
    for (const SystemView& view : views) {
      if (name_of(view) == name) return expanded(view.query);
    }
  }
  throw Error(ErrorKind::kBug, "a system view reads {}, which is not there", name);
}

// The query with the queries of the views that it reads in their places.
std::string expanded(std::string_view query) {
  constexpr std::string_view kNameCharacters = "abcdefghijklmnopqrstuvwxyz_0123456789";
  std::string text;
  for (auto at = query.find(kReference); at != std::string_view::npos;
       at = query.find(kReference)) {
    const auto end =
        std::min(query.find_first_not_of(kNameCharacters, at + kReference.size()), query.size());
    text += query.substr(0, at);
    text += fmt::format("({})", query_of(std::string(query.substr(at, end - at))));
    query.remove_prefix(end);
  }
  return text += query;
}

template <class Names>
bool lists(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::optional<std::string> system_relation(const sql::QualifiedName& name) {
  const bool in_catalog = may_stand_in(name.schema, "pg_catalog");
  for (const auto views : {std::span<const SystemView>(kViews), catalog_views()}) {
    for (const SystemView& view : views) {
      if (view.name != name.name || view.schema.empty() || !may_stand_in(name.schema, view.schema))
        continue;
      return fmt::format("({})", expanded(view.query));
    }
  }
  if (in_catalog && lists(kLogs, name.name))
    return fmt::format("(SELECT * FROM darties_log('{}'))", name.name);
  if (in_catalog && lists(kNative, name.name)) return "pg_catalog." + name.name;
  return std::nullopt;
}

}  // namespace darties
