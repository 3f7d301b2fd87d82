// What is remembered of views and schemas.
#include <fmt/format.h>

#include "warehouse/engines/embedded/declarations.h"
#include "warehouse/engines/embedded/duckdb_query.h"

namespace darties {

std::optional<ViewRecord> Declarations::find_view(const sql::QualifiedName& view) const {
  const auto found = duck::rows(
      connection_,
      fmt::format("SELECT late_binding, materialized, coalesce(qualified_query, query), {}, {} "
                  "FROM dev.darties_internal.views WHERE schema_name = $1 AND view_name = $2",
                  list_column("column_names"), list_column("column_types")),
      {view.schema, view.name});
  if (found.empty()) return std::nullopt;
  const Row& row = found[0];
  ViewRecord record{
      .late_binding = row[0] == "t", .materialized = row[1] == "t", .text = row[2].value_or("")};
  const auto names = names_in(row[3]);
  const auto types = names_in(row[4]);
  for (std::size_t i = 0; i < std::min(names.size(), types.size()); ++i)
    record.columns.push_back({.name = names[i], .type = sql::parse_type(types[i])});
  return record;
}

std::vector<sql::KeyConstraint> Declarations::keys_of(const sql::QualifiedName& table) const {
  const auto found = duck::rows(
      connection_,
      fmt::format("SELECT k.kind, k.constraint_name, {} FROM dev.darties_internal.keys AS k "
                  "JOIN dev.darties_internal.tables AS t ON t.table_id = k.table_id "
                  "WHERE t.schema_name = $1 AND t.table_name = $2",
                  list_column("k.columns")),
      {table.schema, table.name});
  std::vector<sql::KeyConstraint> keys;
  for (const Row& row : found) {
    sql::KeyConstraint key;
    key.kind = row[0] == "PRIMARY KEY" ? sql::KeyConstraint::Kind::kPrimary
               : row[0] == "UNIQUE"    ? sql::KeyConstraint::Kind::kUnique
                                       : sql::KeyConstraint::Kind::kForeign;
    key.name = row[1].value_or("");
    key.columns = names_in(row[2]);
    keys.push_back(std::move(key));
  }
  return keys;
}

void Declarations::add(const sql::ViewCreated& created) {
  remove(created.name);
  std::vector<std::string> reads, names, types;
  for (const auto& name : created.reads) reads.push_back(to_string(name));
  for (const auto& column : created.columns) {
    names.push_back(column.name);
    types.push_back(sql::to_string(column.type));
  }
  const auto flag = [](bool value) { return Value(value ? "true" : "false"); };
  duck::run_or_throw(
      connection_,
      fmt::format("INSERT INTO dev.darties_internal.views (view_id, schema_name, view_name, query, "
                  "qualified_query, late_binding, materialized, auto_refresh, depends_on, "
                  "column_names, column_types) SELECT nextval('dev.darties_internal.object_ids'), "
                  "$1, $2, $3, $4, $5::BOOLEAN, $6::BOOLEAN, $7::BOOLEAN, {}, {}, {}",
                  list_parameter(8), list_parameter(9), list_parameter(10)),
      {created.name.schema, created.name.name, created.original_text, created.qualified_text,
       flag(created.late_binding), flag(created.materialized), flag(created.auto_refresh),
       list_of(reads), list_of(names), list_of(types)});
}

void Declarations::set_auto_refresh(const sql::AutoRefreshChanged& changed) {
  duck::run_or_throw(connection_,
                     "UPDATE dev.darties_internal.views SET auto_refresh = $3::BOOLEAN "
                     "WHERE schema_name = $1 AND view_name = $2",
                     {changed.view.schema, changed.view.name, changed.on ? "true" : "false"});
}

void Declarations::rename_view(const sql::QualifiedName& from, const sql::QualifiedName& to) {
  duck::run_or_throw(connection_,
                     "UPDATE dev.darties_internal.views SET view_name = $3 "
                     "WHERE schema_name = $1 AND view_name = $2",
                     {from.schema, from.name, to.name});
}

void Declarations::follow_rename(const sql::QualifiedName& view, const std::string& text,
                                 const Renamed& renamed) {
  duck::run_or_throw(
      connection_,
      "UPDATE dev.darties_internal.views SET query = $3, qualified_query = $3, depends_on = "
      "list_transform(depends_on, lambda name: CASE WHEN name = $4 THEN $5 ELSE name END) "
      "WHERE schema_name = $1 AND view_name = $2",
      {view.schema, view.name, text, to_string(renamed.from), to_string(renamed.to)});
}

void Declarations::set_owner(const sql::QualifiedName& relation, const std::string& owner) {
  for (const char* what : {"table", "view"}) {
    duck::run_or_throw(connection_,
                       fmt::format("UPDATE dev.darties_internal.{0}s SET owner = $3 "
                                   "WHERE schema_name = $1 AND {0}_name = $2",
                                   what),
                       {relation.schema, relation.name, owner});
  }
}

void Declarations::set_schema(const std::string& schema, const sql::SchemaAttributes& attributes) {
  if (attributes.owner.empty() && !attributes.quota_mb) return;
  const Value owner = attributes.owner.empty() ? Value{} : Value{attributes.owner};
  const Value quota = attributes.quota_mb ? Value{fmt::to_string(*attributes.quota_mb)} : Value{};
  const Row values = {schema, owner, quota};
  const auto known = duck::rows(
      connection_,
      "SELECT ($2::VARCHAR IS NULL OR owner IS NOT DISTINCT FROM $2) AND ($3::BIGINT IS NULL OR "
      "quota_mb IS NOT DISTINCT FROM nullif($3::BIGINT, 0)) FROM dev.darties_internal.schemas "
      "WHERE schema_name = $1",
      values);
  if (known.empty()) {
    duck::run_or_throw(connection_,
                       "INSERT INTO dev.darties_internal.schemas SELECT $1, $2, "
                       "nullif($3::BIGINT, 0)",
                       values);
  } else if (known[0][0] != "t") {  // sessions that say the same at once do not write the same row
    duck::run_or_throw(
        connection_,
        "UPDATE dev.darties_internal.schemas SET owner = coalesce($2, owner), "
        "quota_mb = CASE WHEN $3::BIGINT IS NULL THEN quota_mb ELSE nullif($3::BIGINT, 0) "
        "END WHERE schema_name = $1",
        values);
  }
}

}  // namespace darties
