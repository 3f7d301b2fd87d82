#include <algorithm>

#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/statements.h"

// MERGE. Redshift refuses a target row that matches several source rows, which DuckDB does not see: a query before it
// looks for them.

namespace darties::sql {
namespace {

std::string target_name(const MergeStatement& merge, const CatalogRelation& table) {
  return merge.alias.empty() ? duckdb_name(table.name.name) : duckdb_name(merge.alias);
}

/// Both tables without the alias's text: FROM target AS name.
Fragment from_target(const MergeStatement& merge, const CatalogRelation& table) {
  return Fragment(duckdb_relation(table.name) + " AS " + target_name(merge, table),
                  merge.target_span.begin);
}

Step multiple_matches(Context& context, const MergeStatement& merge, const CatalogRelation& table) {
  return Fragment(
             "SELECT error('Found multiple matches to update the same tuple.') FROM (SELECT 1 "
             "FROM ",
             merge.target_span.begin)
      .add(from_target(merge, table))
      .add(" JOIN ", merge.source_span.begin)
      .add(context.edits.render(merge.source_span))
      .add(" ON ", merge.condition_span.begin)
      .add(context.edits.render(merge.condition_span))
      .add(
          fmt::format(" GROUP BY {}.rowid HAVING count(*) > 1 LIMIT 1)", target_name(merge, table)),
          merge.target_span.begin)
      .take();
}

const CatalogColumn& column_of(const Context& context, const CatalogRelation& table,
                               const std::string& name, std::size_t place) {
  for (const auto& column : table.columns) {
    if (column.name == name) return column;
  }
  context.not_found(
      place, fmt::format("column \"{}\" of relation \"{}\" does not exist", name, table.name.name));
}

void coerce(Context& context, const CatalogColumn& column, Span span,
            const std::shared_ptr<const Expression>& value) {
  if (value == nullptr) return;
  rewrite_assigned(context, span, value, column.type);
}

void rewrite_actions(Context& context, const MergeStatement& merge, const CatalogRelation& table) {
  for (const auto& assignment : merge.assignments) {
    const auto& column = column_of(context, table, assignment.column, assignment.column_span.begin);
    rewrite_identifier(context, assignment.column_span, assignment.column);
    coerce(context, column, assignment.value_span, assignment.value);
  }
  for (std::size_t i = 0; i < merge.insert_values.size(); ++i) {
    const Span span = merge.insert_value_spans[i];
    const bool listed = !merge.insert_columns.empty();
    const std::size_t width = listed ? merge.insert_columns.size() : table.columns.size();
    if (i >= width) context.fail(span.begin, "INSERT has more values than target columns");
    const auto& column =
        listed ? column_of(context, table, merge.insert_columns[i], span.begin) : table.columns[i];
    coerce(context, column, span, merge.insert_values[i]);
  }
}

/// The rows that match are replaced by the source's, the others added; every row once.
void remove_duplicates(Context& context, const MergeStatement& merge, const CatalogRelation& table,
                       Translation& translation) {
  translation.steps.push_back(Fragment("DELETE FROM ", merge.target_span.begin)
                                  .add(from_target(merge, table))
                                  .add(" USING ", merge.source_span.begin)
                                  .add(context.edits.render(merge.source_span))
                                  .add(" WHERE ", merge.condition_span.begin)
                                  .add(context.edits.render(merge.condition_span))
                                  .take());
  translation.steps.push_back(
      Fragment("INSERT INTO " + duckdb_relation(table.name) + " SELECT DISTINCT * FROM ",
               merge.source_span.begin)
          .add(context.edits.render(merge.source_span))
          .take());
}

/// Target and source are two tables; for REMOVE DUPLICATES with the same columns.
void check_source(const Context& context, const MergeStatement& merge,
                  const CatalogRelation& table) {
  const FromItem& item = *merge.rest->body->select.from.front();
  if (item.kind != FromItem::Kind::kTable) return;
  const auto source = context.catalog.find(item.table.name);
  if (!source) return;  // the rewriting says so
  if (source->name == table.name)
    context.fail(merge.source_span.begin, "the source of MERGE is its target: name another table");
  const bool same = std::equal(
      source->columns.begin(), source->columns.end(), table.columns.begin(), table.columns.end(),
      [](const auto& from, const auto& to) { return from.name == to.name; });
  if (merge.remove_duplicates && !source->columns.empty() && !same) {
    context.fail(merge.source_span.begin,
                 "REMOVE DUPLICATES wants the same columns in both tables, in the same order");
  }
}

}  // namespace

void translate_merge(Context& context, const MergeStatement& merge, Translation& translation) {
  const CatalogRelation table = writable_table(context, merge.table);
  check_source(context, merge, table);
  translation.reads = {table.name};
  translation.writes = {table.name};
  const std::string name = duckdb_relation(table.name);
  if (context.text_of(merge.table.span) != name) context.edits.replace(merge.table.span, name);
  rewrite_rest(context, *merge.rest);
  if (merge.remove_duplicates) return remove_duplicates(context, merge, table, translation);
  rewrite_actions(context, merge, table);
  Step step = context.render_typed({0, context.statement.text.size()});
  translation.steps.push_back(multiple_matches(context, merge, table));
  translation.steps.push_back(std::move(step));
}

}  // namespace darties::sql
