// Stands in for translate() until the translation lands: passes statements on as they are, but for CREATE TABLE.
#include <fmt/format.h>

#include "base/error.h"
#include "sql/translate.h"

namespace darties::sql {

std::string to_string(const QualifiedName& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

namespace {

QualifiedName resolve(const QualifiedName& name, const Catalog& catalog) {
  if (const auto found = catalog.find(name)) return found->name;
  return {name.schema.empty() ? catalog.creation_schema() : name.schema, name.name};
}

std::string full_name(const QualifiedName& name, bool temporary) {
  return temporary ? fmt::format("temp.\"{}\"", name.name)
                   : fmt::format("\"{}\".\"{}\"", name.schema, name.name);
}

Translation create_table(const CreateTableStatement& create, const Catalog& catalog) {
  Translation translation{.tag = "CREATE TABLE"};
  TableDefinition table = create.table;
  table.name = {table.temporary ? "pg_temp" : resolve(table.name, catalog).schema, table.name.name};
  if (create.if_not_exists && catalog.find(create.table.name)) {
    translation.notices.push_back(
        fmt::format("Relation \"{}\" already exists and will be skipped", table.name.name));
    return translation;
  }
  std::string columns;
  for (const auto& column : table.columns) {
    columns += fmt::format("{}\"{}\" {}{}", columns.empty() ? "" : ", ", column.name,
                           duckdb_type(column.type),
                           column.not_null || column.identity ? " NOT NULL" : "");
    if (column.identity) {
      const auto sequence =
          fmt::format("\"{}\".\"{}_{}_seq\"", table.name.schema, table.name.name, column.name);
      translation.steps.push_back({fmt::format("CREATE SEQUENCE {} START {} INCREMENT {}", sequence,
                                               column.identity->seed, column.identity->step),
                                   {}});
      columns += fmt::format(" DEFAULT nextval('{}')", sequence);
    } else if (column.default_sql) {
      columns += " DEFAULT " + *column.default_sql;
    }
  }
  translation.steps.push_back({fmt::format("CREATE {}TABLE {} ({})", table.temporary ? "TEMP " : "",
                                           full_name(table.name, table.temporary), columns),
                               {}});
  translation.effects.push_back(TableCreated{table, false});
  return translation;
}

Step whole(const Statement& statement) {
  return {statement.text, {{.result = 0, .source = 0, .copied = true}}};
}

}  // namespace

std::size_t Step::source_of(std::size_t position) const { return stretches.empty() ? 0 : position; }

Step translate_query(const Statement& query, const Catalog&) { return whole(query); }

Translation translate(const Statement& statement, const Parsed& parsed, const Catalog& catalog) {
  if (const auto* create = std::get_if<CreateTableStatement>(&parsed))
    return create_table(*create, catalog);
  Translation translation{.tag = std::string(statement_name(parsed))};
  if (const auto* refused = std::get_if<RefusedStatement>(&parsed)) {
    throw Error(ErrorKind::kInvalid, "not supported on the embedded engine: {}. {}", refused->name,
                refused->reason);
  }
  if (const auto* none = std::get_if<NoEffectStatement>(&parsed)) {
    translation.forbidden_in_transaction = none->forbidden_in_transaction;
    return translation;
  }
  if (const auto* set = std::get_if<SetStatement>(&parsed)) {
    translation.effects.push_back(SettingChanged{set->name, set->values, set->local});
    return translation;
  }
  translation.steps.push_back(whole(statement));
  translation.returns_rows = std::holds_alternative<SelectStatement>(parsed);
  const auto writes = [&](const NamedTable& table) {
    translation.writes.push_back(resolve(table.name, catalog));
  };
  if (const auto* insert = std::get_if<InsertStatement>(&parsed)) writes(insert->table);
  if (const auto* update = std::get_if<UpdateStatement>(&parsed)) writes(update->table);
  if (const auto* remove = std::get_if<DeleteStatement>(&parsed)) writes(remove->table);
  if (const auto* truncate = std::get_if<TruncateStatement>(&parsed)) {
    writes(truncate->table);
    translation.effects.push_back(CommitsTransaction{});
  }
  if (const auto* drop = std::get_if<DropStatement>(&parsed)) {
    for (const auto& name : drop->names) {
      if (const auto found = catalog.find(name.name))
        translation.effects.push_back(RelationDropped{found->name, found->kind});
    }
  }
  if (const auto* as = std::get_if<CreateTableAsStatement>(&parsed)) {
    TableDefinition table = as->table;
    table.name = {table.temporary ? "pg_temp" : resolve(table.name, catalog).schema,
                  table.name.name};
    translation.effects.push_back(TableCreated{table, true});
  }
  if (const auto* view = std::get_if<CreateViewStatement>(&parsed)) {
    translation.effects.push_back(ViewCreated{resolve(view->view.name, catalog), statement.text,
                                              view->late_binding, view->temporary});
  }
  return translation;
}

}  // namespace darties::sql
