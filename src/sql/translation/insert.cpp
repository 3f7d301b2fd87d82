#include <algorithm>

#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/statements.h"

namespace darties::sql {
namespace {

const CatalogColumn& column_named(const Context& context, const CatalogRelation& table,
                                  const std::string& name, std::size_t place) {
  for (const auto& column : table.columns) {
    if (column.name == name) return column;
  }
  context.not_found(
      place, fmt::format("column \"{}\" of relation \"{}\" does not exist", name, table.name.name));
}

/// How many columns the source has; 0 when only DuckDB knows.
std::size_t source_width(const InsertStatement& insert) {
  if (!insert.rows.empty()) return insert.rows.front().size();
  const SelectBody* select = insert.query == nullptr ? nullptr : first_select(*insert.query);
  if (select == nullptr) return 0;
  const bool star =
      std::any_of(select->items.begin(), select->items.end(),
                  [](const SelectItem& item) { return item.value->kind == ExpressionKind::kStar; });
  return star ? 0 : select->items.size();
}

/// The same for a query with a star, which has to be translated first.
std::size_t star_width(const Context& context, const InsertStatement& insert) {
  if (insert.query == nullptr) return 0;
  Context apart(context.statement, context.catalog);
  rewrite_query(apart, *insert.query);
  return context.catalog.columns_of(apart.render_typed(insert.source_span).sql).size();
}

/// The columns that receive values: those named, or the first ones of the table.
std::vector<const CatalogColumn*> target_columns(const Context& context,
                                                 const InsertStatement& insert,
                                                 const CatalogRelation& table) {
  std::vector<const CatalogColumn*> columns;
  for (const auto& name : insert.columns) {
    const CatalogColumn* column = &column_named(context, table, name, insert.columns_span.begin);
    if (std::find(columns.begin(), columns.end(), column) != columns.end()) {
      context.fail(insert.columns_span.begin,
                   fmt::format("column \"{}\" specified more than once", name));
    }
    columns.push_back(column);
  }
  if (!columns.empty()) return columns;
  std::size_t width = source_width(insert);
  if (width == 0) width = star_width(context, insert);
  if (width > table.columns.size()) {
    context.fail(insert.source_span.begin,
                 fmt::format("INSERT has {} values, but {} has {} columns", width,
                             to_string(table.name), table.columns.size()));
  }
  for (const auto& column : table.columns) {
    if (width != 0 && columns.size() == width) break;
    columns.push_back(&column);
  }
  return columns;
}

[[noreturn]] void fail_identity(const Context& context, const CatalogColumn& column,
                                std::size_t place) {
  context.fail(
      place,
      fmt::format(
          "cannot set an identity column to a value: {} draws its own; leave it out of the list or "
          "write DEFAULT",
          column.name));
}

using Columns = std::vector<const CatalogColumn*>;

/// Each value goes through the coercion of its column.
void rewrite_rows(Context& context, const InsertStatement& insert, const Columns& columns) {
  for (std::size_t r = 0; r < insert.rows.size(); ++r) {
    if (insert.rows[r].size() != columns.size()) {
      context.fail(insert.row_spans[r].front().begin,
                   fmt::format("INSERT has {} target columns but {} values", columns.size(),
                               insert.rows[r].size()));
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto& value = insert.rows[r][c];
      if (value == nullptr) continue;
      const Span span = insert.row_spans[r][c];
      if (insert.rows.size() > 1 && value->query != nullptr)
        context.fail(span.begin, "a subquery stands only in a VALUES of one row");
      if (columns[c]->identity == Identity::kAlways)
        fail_identity(context, *columns[c], span.begin);
      rewrite_assigned(context, span, value, columns[c]->type);
    }
  }
}

/// INSERT … SELECT 'literal': it takes the type of its column.
void rewrite_selected_literals(Context& context, const Query& query, const Columns& columns) {
  const QueryBody& body = *query.body;
  if (body.kind != QueryBody::Kind::kSelect) return;
  for (std::size_t i = 0; i < std::min(body.select.items.size(), columns.size()); ++i) {
    const Expression& value = *body.select.items[i].value;
    if (value.kind == ExpressionKind::kStar) return;
    rewrite_assigned_literal(context, value, columns[i]->type);
  }
}

/// SELECT coerced columns FROM ( the query ): what stands before and after the query; nothing without text columns.
Coercion around_query(const Columns& columns) {
  const bool any = std::any_of(columns.begin(), columns.end(), [](const auto* column) {
    return !coercion_to(column->type).empty();
  });
  if (!any) return {};
  std::string items;
  std::string names;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string name = fmt::format("c{}", i + 1);
    const Coercion coercion = coercion_to(columns[i]->type);
    items += (i == 0 ? "" : ", ") + coercion.before + name + coercion.after;
    names += (i == 0 ? "" : ", ") + name;
  }
  return {"SELECT " + items + " FROM (", ") AS source(" + names + ")"};
}

std::string column_list(const Columns& columns) {
  std::string list = " (";
  for (const auto* column : columns)
    list += (list.size() == 2 ? "" : ", ") + duckdb_name(column->name);
  return list + ")";
}

}  // namespace

void translate_insert(Context& context, const InsertStatement& insert, Translation& translation) {
  const CatalogRelation table = writable_table(context, insert.table);
  translation.writes = {table.name};
  translation.tag = "INSERT 0";
  const std::string into = "INSERT INTO " + duckdb_relation(table.name);
  if (insert.default_values) {
    translation.steps.push_back(step_of(into + " DEFAULT VALUES"));
    return;
  }
  const Columns columns = target_columns(context, insert, table);
  const std::string head = into + column_list(columns) + " ";
  if (insert.query == nullptr) {
    rewrite_rows(context, insert, columns);
    translation.steps.push_back(context.render_typed(insert.source_span, head));
    return;
  }
  for (const auto* column : columns) {
    if (column->identity == Identity::kAlways)
      fail_identity(context, *column, insert.source_span.begin);
  }
  rewrite_selected_literals(context, *insert.query, columns);
  rewrite_query(context, *insert.query);
  const Coercion around = around_query(columns);
  translation.steps.push_back(
      context.render_typed(insert.source_span, head + around.before, around.after));
}

}  // namespace darties::sql
