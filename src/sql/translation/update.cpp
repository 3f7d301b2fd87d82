#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/statements.h"

// UPDATE, DELETE and TRUNCATE.

namespace darties::sql {
namespace {

void rewrite_assignment(Context& context, const CatalogRelation& table,
                        const Assignment& assignment) {
  const CatalogColumn* column = nullptr;
  for (const auto& known : table.columns) {
    if (known.name == assignment.column) column = &known;
  }
  if (column == nullptr) {
    context.not_found(assignment.column_span.begin,
                      fmt::format("column \"{}\" of relation \"{}\" does not exist",
                                  assignment.column, table.name.name));
  }
  rewrite_identifier(context, assignment.column_span, assignment.column);
  if (assignment.value == nullptr) return;
  if (column->identity == Identity::kAlways) {
    context.fail(assignment.value_span.begin, "cannot set an identity column to a value");
  }
  rewrite_assigned(context, assignment.value_span, assignment.value, column->type);
}

/// The target's own name: a common table of the same name must not hide it.
CatalogRelation rewrite_target(Context& context, const NamedTable& target) {
  CatalogRelation table = writable_table(context, target);
  const std::string name = duckdb_relation(table.name);
  if (context.text_of(target.span) != name) context.edits.replace(target.span, name);
  return table;
}

}  // namespace

void translate_update(Context& context, const UpdateStatement& update, Translation& translation) {
  const CatalogRelation table = rewrite_target(context, update.table);
  rewrite_rest(context, *update.rest);
  for (const auto& assignment : update.assignments) rewrite_assignment(context, table, assignment);
  translation.writes = {table.name};
  translation.steps.push_back(context.render_typed({0, context.statement.text.size()}));
}

void translate_delete(Context& context, const DeleteStatement& erase, Translation& translation) {
  const CatalogRelation table = rewrite_target(context, erase.table);
  context.edits.replace(erase.verb_span, "DELETE FROM");
  if (!erase.using_span.empty()) context.edits.replace(erase.using_span, "USING");
  rewrite_rest(context, *erase.rest);
  translation.writes = {table.name};
  translation.steps.push_back(context.render_typed({0, context.statement.text.size()}));
}

void translate_truncate(Context& context, const TruncateStatement& truncate,
                        Translation& translation) {
  const CatalogRelation table = writable_table(context, truncate.table);
  translation.writes = {table.name};
  translation.steps.push_back(
      step_of("DELETE FROM " + duckdb_relation(table.name), truncate.table.span.begin));
  translation.effects.emplace_back(CommitsTransaction{});
}

}  // namespace darties::sql
