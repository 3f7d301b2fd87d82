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
      column.encoding = from.encoding;
      column.name_span = like->parent.span;
      column.default_span = like->parent.span;
      const bool keeps_default = like->including_defaults && from.identity == Identity::kNone;
      if (keeps_default) column.default_sql = from.default_sql;
      columns.push_back(std::move(column));
    }
    table.layout = parent.layout;
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

/// Where the columns of a query that only scans one table come from: table column and name in the result, in order.
using Origins = std::vector<std::pair<std::string, std::string>>;

Origins origins(const SelectBody& select, const CatalogRelation& table) {
  Origins found;
  for (const auto& item : select.items) {
    const Expression& value = *item.value;
    if (value.kind == ExpressionKind::kStar) {
      for (const auto& column : table.columns) found.emplace_back(column.name, column.name);
    } else {
      found.emplace_back(value.kind == ExpressionKind::kColumn ? value.name : "",
                         item.alias.empty() ? value.name : item.alias);
    }
  }
  return found;
}

/// CREATE TABLE AS takes the keys of a simple scan when it names none and the columns are there.
void inherit_layout(const Context& context, const Query& query, TableDefinition& table) {
  const PhysicalLayout& said = table.layout;
  const bool nothing =
      said.dist_style.empty() && said.dist_key.empty() && said.sort_keys.empty() && !said.sort_auto;
  const QueryBody& body = *query.body;
  const bool scan = query.with.empty() && body.kind == QueryBody::Kind::kSelect &&
                    body.select.from.size() == 1 && body.select.group_by.empty() &&
                    body.select.from.front()->kind == FromItem::Kind::kTable;
  if (!nothing || !scan) return;
  const auto source = context.catalog.find(body.select.from.front()->table.name);
  if (!source || source->kind != CatalogRelation::Kind::kTable) return;
  Origins columns = origins(body.select, *source);
  for (std::size_t i = 0; i < std::min(columns.size(), table.columns.size()); ++i)
    columns[i].second = table.columns[i].name;
  const auto name_of = [&](const std::string& column) -> std::string {
    for (const auto& [from, to] : columns) {
      if (from == column) return to;
    }
    return {};
  };
  if (!source->layout.dist_key.empty()) table.layout.dist_key = name_of(source->layout.dist_key);
  table.layout.dist_style = source->layout.dist_key.empty() ? source->layout.dist_style : "KEY";
  if (table.layout.dist_style == "KEY" && table.layout.dist_key.empty())
    table.layout.dist_style.clear();
  for (const auto& key : source->layout.sort_keys) {
    const std::string name = name_of(key);
    if (name.empty()) break;  // a sort key begins with its first column or is none
    table.layout.sort_keys.push_back(name);
  }
  table.layout.interleaved = source->layout.interleaved;
}

}  // namespace

void check_layout_keys(const Context& context, const TableDefinition& table,
                       const PhysicalLayout& layout, std::size_t place) {
  const auto& columns = table.columns;
  std::vector<std::string> keys = layout.sort_keys;
  if (!layout.dist_key.empty()) keys.push_back(layout.dist_key);
  for (const auto& key : keys) {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const auto& column) { return column.name == key; });
    if (found == columns.end()) {
      context.not_found(place, fmt::format("column \"{}\" of relation \"{}\" does not exist", key,
                                           table.name.name));
    }
    if (found->type.id == TypeId::kSuper || found->type.id == TypeId::kVarbyte) {
      context.fail(place,
                   fmt::format("a column of type {} can not be a distribution or sort key: {}",
                               to_string(found->type), key));
    }
  }
}

void translate_create_table(Context& context, const CreateTableStatement& create,
                            Translation& translation) {
  TableDefinition table = create.table;
  table.name = creation_name(context, table.name, table.temporary);
  if (exists_already(context, table.name, create.name_span, create.if_not_exists, translation))
    return;
  expand_likes(context, create, table);
  check_layout_keys(context, table, table.layout, create.name_span.begin);
  if (table.columns.size() > 1600)
    context.fail(create.name_span.begin, "tables can have at most 1600 columns");
  if (!table.temporary && !context.catalog.has_schema(table.name.schema)) {
    context.not_found(create.name_span.begin,
                      fmt::format("schema \"{}\" does not exist", table.name.schema));
  }
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
  inherit_layout(context, *create.query, table);
  table.columns.clear();
  translation.tag = "SELECT";
  translation.effects.emplace_back(
      TableCreated{std::move(table), true, text_types(context.catalog, *create.query)});
}

}  // namespace darties::sql
