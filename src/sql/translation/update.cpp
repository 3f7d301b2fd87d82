#include "base/text.h"
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

bool has_outer_join(const Context& context, const FromItem& item) {
  if (item.kind != FromItem::Kind::kJoin || item.right == nullptr) return false;
  const std::string words =
      upper_ascii(context.text_of({item.left->span.end, item.right->span.begin}));
  for (const auto* word : {"LEFT", "RIGHT", "FULL"}) {
    if (words.find(word) != std::string::npos) return true;
  }
  return has_outer_join(context, *item.left) || has_outer_join(context, *item.right);
}

/// What FROM of an UPDATE can not be: an outer join, or the target again without another name.
void check_from(const Context& context, const UpdateStatement& update,
                const CatalogRelation& target) {
  for (const auto& item : update.rest->body->select.from) {
    if (has_outer_join(context, *item))
      context.fail(item->span.begin, "Target table must be part of an equijoin predicate");
    if (item->kind != FromItem::Kind::kTable || !item->alias.empty() || !update.alias.empty())
      continue;
    const auto named = context.catalog.find(item->table.name);
    if (named && named->name == target.name) {
      context.fail(item->span.begin,
                   fmt::format("table name \"{}\" specified more than once", target.name.name));
    }
  }
}

/// Finds a row of the target that several rows match, before anything is changed.
void refuse_several_matches(Context& context, const UpdateStatement& update,
                            const CatalogRelation& table, Translation& translation) {
  const SelectBody& body = update.rest->body->select;
  if (body.from.empty() || !context.catalog.setting_is_on("error_on_nondeterministic_update"))
    return;
  if (!update.rest->with.empty())
    context.refuse(body.span.begin, "UPDATE with WITH under error_on_nondeterministic_update");
  const std::string name = duckdb_name(update.alias.empty() ? table.name.name : update.alias);
  const std::string head = fmt::format(
      "SELECT error('Found multiple matches to update the same tuple.') FROM (SELECT 1 FROM {} AS "
      "{}, ",
      duckdb_relation(table.name), name);
  const std::string tail = fmt::format(" GROUP BY {}.rowid HAVING count(*) > 1 LIMIT 1)", name);
  translation.steps.push_back(context.render_typed(body.span, head, tail));
}

}  // namespace

void translate_update(Context& context, const UpdateStatement& update, Translation& translation) {
  const CatalogRelation table = rewrite_target(context, update.table);
  check_from(context, update, table);
  rewrite_rest(context, *update.rest);
  translation.reads = {table.name};
  refuse_several_matches(context, update, table, translation);
  for (const auto& assignment : update.assignments) rewrite_assignment(context, table, assignment);
  translation.writes = {table.name};
  translation.steps.push_back(context.render_typed({0, context.statement.text.size()}));
}

void translate_delete(Context& context, const DeleteStatement& erase, Translation& translation) {
  const CatalogRelation table = rewrite_target(context, erase.table);
  context.edits.replace(erase.verb_span, "DELETE FROM");
  if (!erase.using_span.empty()) context.edits.replace(erase.using_span, "USING");
  rewrite_rest(context, *erase.rest);
  translation.reads = {table.name};
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
