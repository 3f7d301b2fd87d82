#include "warehouse/engines/embedded/session_catalog.h"

#include <fmt/format.h>

#include <algorithm>

#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/stored_blanks.h"
#include "warehouse/engines/embedded/system_relations.h"
#include "warehouse/engines/embedded/type_probe.h"
#include "warehouse/engines/embedded/warehouse_file.h"

namespace darties {
namespace {

sql::CatalogColumn to_catalog(const ColumnShape& column) {
  sql::CatalogColumn result{.name = column.name, .type = column.type, .not_null = column.not_null};
  if (column.identity) {
    result.identity =
        column.identity->by_default ? sql::Identity::kByDefault : sql::Identity::kAlways;
  }
  result.default_sql = column.default_sql;
  return result;
}

ColumnShape to_shape(const sql::ColumnDefinition& column) {
  ColumnShape shape{.name = column.name, .type = column.type, .not_null = column.not_null};
  shape.default_sql = column.default_sql;
  if (column.identity) {
    shape.identity = ColumnShape::Identity{.seed = column.identity->seed,
                                           .step = column.identity->step,
                                           .by_default = column.identity->by_default};
    shape.not_null = true;
  }
  return shape;
}

const ColumnShape* find_column(const Declaration& declaration, const std::string& name) {
  const auto found = std::find_if(declaration.columns.begin(), declaration.columns.end(),
                                  [&](const ColumnShape& column) { return column.name == name; });
  return found == declaration.columns.end() ? nullptr : &*found;
}

sql::CatalogRelation to_relation(const sql::TableDefinition& table, bool is_view) {
  sql::CatalogRelation relation{.name = {kTemporarySchema, table.name.name}, .temporary = true};
  if (is_view) relation.kind = sql::CatalogRelation::Kind::kView;
  for (const auto& column : table.columns) {
    relation.columns.push_back(to_catalog(to_shape(column)));
    relation.columns.back().encoding = column.encoding;
  }
  relation.layout = table.layout;
  relation.keys = table.keys;
  return relation;
}

}  // namespace

SessionCatalog::SessionCatalog(duckdb_connection connection, const SessionSettings& settings,
                               const std::atomic<bool>& cancelled)
    : connection_(connection), settings_(settings), cancelled_(cancelled) {}

std::optional<sql::CatalogRelation> SessionCatalog::find(const sql::QualifiedName& name) const {
  const auto key = std::pair(name.schema, name.name);
  if (const auto known = cache_.find(key); known != cache_.end()) return known->second;
  auto found = look_up(name);
  cache_[key] = found;
  return found;
}

std::optional<sql::CatalogRelation> SessionCatalog::look_up(const sql::QualifiedName& name) const {
  if (name.schema.empty() || name.schema == kTemporarySchema) {
    const auto temporary = temporaries_.find(name.name);
    if (temporary != temporaries_.end()) {
      auto relation = to_relation(temporary->second.table, temporary->second.is_view);
      for (auto& column : relation.columns)
        column.may_end_in_blank = temporary_blanks_.contains({name.name, column.name});
      return relation;
    }
    if (!name.schema.empty()) return std::nullopt;
    for (const std::string& schema : settings_.search_path()) {
      if (auto found = look_up_in(schema, name.name)) return found;
    }
    return std::nullopt;
  }
  return look_up_in(name.schema, name.name);
}

std::optional<sql::CatalogRelation> SessionCatalog::look_up_in(const std::string& schema,
                                                               const std::string& name) const {
  sql::CatalogRelation relation{.name = {schema, name}};
  const auto columns = darties::columns_of(connection_, duckdb_table_name(relation.name));
  const Declarations declarations(connection_);
  const auto declared = columns.empty() ? std::nullopt : declarations.find(relation.name);
  for (const auto& column : columns) {
    const auto* shape = declared ? find_column(*declared, column.name) : nullptr;
    relation.columns.push_back(to_catalog(shape != nullptr ? *shape : to_shape(column)));
    if (shape != nullptr) {
      const auto index = static_cast<std::size_t>(shape - declared->columns.data());
      relation.columns.back().encoding = declared->encodings[index];
    }
  }
  if (declared) {
    const auto blanks = StoredBlanks(connection_).of(declared->table_id);
    for (auto& column : relation.columns) {
      const bool by_default = column.default_sql && column.default_sql->ends_with(" '");
      column.may_end_in_blank =
          column.type.id == sql::TypeId::kVarchar && (by_default || blanks.contains(column.name));
    }
    relation.layout = declared->layout;
    relation.keys = declarations.keys_of(relation.name);
  }
  return look_up_view(std::move(relation));
}

// Completes a relation that may be a view.
std::optional<sql::CatalogRelation> SessionCatalog::look_up_view(
    sql::CatalogRelation relation) const {
  const auto view = Declarations(connection_).find_view(relation.name);
  if (!view) return relation.columns.empty() ? std::nullopt : std::optional(std::move(relation));
  relation.kind = view->materialized ? sql::CatalogRelation::Kind::kMaterializedView
                                     : sql::CatalogRelation::Kind::kView;
  relation.view_text = view->text;
  relation.late_binding = view->late_binding;
  if (view->late_binding) {
    relation.columns = late_bound_columns(view->text);
  } else if (!view->materialized && view->columns.size() == relation.columns.size()) {
    relation.columns = view->columns;
  }
  // It compares texts exactly, as was right while none ended in a blank: it is translated anew.
  if (!view->materialized && StoredBlanks(connection_).any()) relation.late_binding = true;
  return relation;
}

// None when its tables are not there now.
std::vector<sql::CatalogColumn> SessionCatalog::late_bound_columns(
    const std::string& view_text) const {
  try {
    return columns_of(sql::view_query(view_text, *this));
  } catch (const Error&) {
    return {};
  }
}

std::optional<std::string> SessionCatalog::system_relation(const sql::QualifiedName& name) const {
  return darties::system_relation(name);
}

std::string SessionCatalog::creation_schema() const {
  const auto path = settings_.search_path();
  for (const auto& schema : path) {
    if (has_schema(schema)) return schema;
  }
  return path.empty() ? kUserSchema : path.front();
}

bool SessionCatalog::has_schema(const std::string& schema) const {
  return !duck::rows(connection_,
                     "SELECT 1 FROM duckdb_schemas() WHERE database_name = 'dev' AND schema_name = "
                     "$1",
                     {schema})
              .empty();
}

bool SessionCatalog::setting_is_on(std::string_view name) const { return settings_.is_on(name); }

std::vector<sql::CatalogColumn> SessionCatalog::columns_of(std::string_view duckdb_sql) const {
  std::vector<sql::CatalogColumn> columns;
  for (const auto& column : columns_of_select(connection_, std::string(duckdb_sql)))
    columns.push_back({.name = column.name, .type = column.type});
  return columns;
}

std::map<int, sql::ProbedType> SessionCatalog::probe(std::string_view duckdb_sql) const {
  return TypeProbe::probe(connection_, duckdb_sql, cancelled_);
}

TableShape SessionCatalog::shape_of(const sql::QualifiedName& name) const {
  const auto relation = find(name);
  if (!relation)
    throw Error(ErrorKind::kNotFound, "relation \"{}\" does not exist", to_string(name));
  if (relation->kind != sql::CatalogRelation::Kind::kTable) {
    throw Error(ErrorKind::kInvalid, "\"{}\" is a view: rows can be loaded into tables only",
                to_string(name));
  }
  TableShape shape{.name = relation->name, .temporary = relation->temporary};
  if (relation->temporary) {
    for (const auto& column : temporaries_.at(relation->name.name).table.columns)
      shape.columns.push_back(to_shape(column));
    return shape;
  }
  if (auto declared = Declarations(connection_).find(relation->name)) {
    shape.table_id = declared->table_id;
    shape.columns = std::move(declared->columns);
    return shape;
  }
  throw Error(ErrorKind::kDenied,
              "\"{}\" is a table of darties' own: rows can not be loaded into it", to_string(name));
}

void SessionCatalog::remember_temporary(const sql::TableDefinition& table, bool is_view) {
  temporaries_[table.name.name] = {table, is_view};
  forget();
}

bool SessionCatalog::remember_blanks(const sql::QualifiedName& name,
                                     const std::vector<std::string>* stored) {
  forget();
  const auto relation = find(name);
  if (!relation || relation->kind == sql::CatalogRelation::Kind::kView) return false;
  std::vector<std::string> unknown;
  for (const auto& column : relation->columns) {
    if (column.type.id == sql::TypeId::kVarchar && !column.may_end_in_blank)
      unknown.push_back(column.name);
  }
  const StoredBlanks blanks(connection_);
  std::vector<std::string> found;
  if (stored == nullptr) {
    found = blanks.find(duckdb_table_name(relation->name), unknown);
  } else {
    std::copy_if(stored->begin(), stored->end(), std::back_inserter(found),
                 [&](const auto& column) {
                   return std::find(unknown.begin(), unknown.end(), column) != unknown.end();
                 });
  }
  if (found.empty()) return false;
  if (relation->temporary) {
    for (const auto& column : found) temporary_blanks_.emplace(relation->name.name, column);
  } else if (const auto declared = Declarations(connection_).find(relation->name)) {
    blanks.remember(declared->table_id, found);
  }
  forget();
  return true;
}

void SessionCatalog::forget_temporary(const std::string& name) {
  temporaries_.erase(name);
  forget();
}

void SessionCatalog::restore_temporaries(Temporaries temporaries) {
  temporaries_ = std::move(temporaries);
  forget();
}

}  // namespace darties
