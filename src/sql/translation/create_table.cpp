#include <algorithm>

#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/statements.h"
#include "sql/translation/text_types.h"

// A table for DuckDB has the columns, their types, NOT NULL and DEFAULT. Keys, distribution, sorting and encodings are
// remembered by the engine. An IDENTITY column draws from a sequence of its own, <table>_<column>_seq.

namespace darties::sql {
namespace {

QualifiedName sequence_name(const QualifiedName& table, const std::string& column) {
  return {table.schema, table.name + "_" + column + "_seq"};
}

std::string create_sequence(const TableDefinition& table, const ColumnDefinition& column) {
  const auto& identity = *column.identity;
  const std::string name = duckdb_relation(sequence_name(table.name, column.name));
  return fmt::format(
      "CREATE {}SEQUENCE {} INCREMENT BY {} MINVALUE -9223372036854775807 MAXVALUE "
      "9223372036854775807 START {}",
      table.temporary ? "TEMPORARY " : "", name, identity.step, identity.seed);
}

std::string identity_default(const TableDefinition& table, const ColumnDefinition& column) {
  return fmt::format("nextval({})",
                     duckdb_literal(duckdb_relation(sequence_name(table.name, column.name))));
}

void append_column(Fragment& sql, const ColumnDefinition& column, bool first) {
  sql.add(first ? "" : ", ", column.name_span.begin);
  sql.add(duckdb_name(column.name) + " " + duckdb_type(column.type), column.name_span.begin);
  if (column.default_sql)
    sql.add(" DEFAULT (" + *column.default_sql + ")", column.default_span.begin);
  if (column.not_null) sql.add(" NOT NULL", column.name_span.begin);
}

/// The columns of LIKE parent, in the place where LIKE stands.
void expand_likes(Context& context, const CreateTableStatement& create, TableDefinition& table) {
  for (auto like = create.likes.rbegin(); like != create.likes.rend(); ++like) {
    const CatalogRelation parent = writable_table(context, like->parent);
    std::vector<ColumnDefinition> columns;
    for (const auto& from : parent.columns) {
      ColumnDefinition column;
      column.name = from.name;
      column.type = from.type;
      column.not_null = from.not_null;
      column.name_span = like->parent.span;
      column.default_span = like->parent.span;
      const bool keeps_default = like->including_defaults && from.identity == Identity::kNone;
      if (keeps_default) column.default_sql = from.default_sql;
      columns.push_back(std::move(column));
    }
    table.columns.insert(table.columns.begin() + static_cast<std::ptrdiff_t>(like->position),
                         columns.begin(), columns.end());
  }
}

/// Whether CREATE … IF NOT EXISTS has nothing to do; an existing relation is an error without it.
bool exists_already(Context& context, const QualifiedName& name, Span span, bool if_not_exists,
                    Translation& translation) {
  const bool temporary = name.schema == kTemporarySchema;
  const auto found = context.catalog.find(temporary ? QualifiedName{"", name.name} : name);
  if (!found || found->temporary != temporary) return false;
  if (!if_not_exists)
    context.fail(span.begin, fmt::format("Relation \"{}\" already exists", name.name));
  translation.notices.push_back(
      fmt::format("Relation \"{}\" already exists and will be skipped", name.name));
  return true;
}

}  // namespace

void translate_create_table(Context& context, const CreateTableStatement& create,
                            Translation& translation) {
  TableDefinition table = create.table;
  table.name = creation_name(context, table.name, table.temporary);
  if (exists_already(context, table.name, create.name_span, create.if_not_exists, translation))
    return;
  expand_likes(context, create, table);
  Fragment sql(fmt::format("CREATE {}TABLE {} (", table.temporary ? "TEMPORARY " : "",
                           duckdb_relation(table.name)),
               create.name_span.begin);
  for (auto& column : table.columns) {
    if (column.identity) {
      translation.steps.push_back(step_of(create_sequence(table, column), column.name_span.begin));
      column.default_sql = identity_default(table, column);
    } else if (column.default_sql && column.default_span != column.name_span) {
      column.default_sql = translate_default(context, column.default_span, column.type);
    }
    append_column(sql, column, &column == &table.columns.front());
  }
  translation.steps.push_back(sql.add(")", create.name_span.begin).take());
  translation.effects.emplace_back(TableCreated{std::move(table), false, {}});
}

void translate_create_table_as(Context& context, const CreateTableAsStatement& create,
                               Translation& translation) {
  TableDefinition table = create.table;
  table.name = creation_name(context, table.name, table.temporary);
  if (exists_already(context, table.name, create.name_span, create.if_not_exists, translation))
    return;
  rewrite_query(context, *create.query);
  std::string prefix = fmt::format("CREATE {}TABLE {} ", table.temporary ? "TEMPORARY " : "",
                                   duckdb_relation(table.name));
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    prefix += (i == 0 ? "(" : ", ") + duckdb_name(table.columns[i].name);
  }
  prefix += table.columns.empty() ? "AS " : ") AS ";
  translation.steps.push_back(context.render_typed(create.query->span, prefix));
  table.columns.clear();
  translation.tag = "SELECT";
  translation.effects.emplace_back(
      TableCreated{std::move(table), true, text_types(context.catalog, *create.query)});
}

}  // namespace darties::sql
