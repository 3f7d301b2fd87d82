#include <algorithm>

#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

// START WITH … CONNECT BY …: the table in FROM becomes a recursive query over it. Its rows have a column level; a step
// of the recursion sees the row before as darties_prior. WHERE, as in Redshift, filters what was found.

namespace darties::sql {
namespace {

constexpr int kDeepest = 10000;

/// The name of the one source that CONNECT BY walks over.
std::string checked_alias(const Context& context, const SelectBody& select) {
  const Hierarchy& hierarchy = *select.hierarchy;
  if (hierarchy.no_cycle != 0) context.refuse(hierarchy.no_cycle, "CONNECT BY NOCYCLE");
  std::string alias;
  if (select.from.size() == 1) {
    const FromItem& item = *select.from[0];
    if (item.kind == FromItem::Kind::kTable || item.kind == FromItem::Kind::kSubquery)
      alias = item.alias.empty() ? item.table.name.name : item.alias;
  }
  if (alias.empty()) {
    context.refuse(hierarchy.step_span.begin,
                   "CONNECT BY over anything but one table or one query with an alias");
  }
  return alias;
}

void refuse_level(const Context& context, const SelectBody& select) {
  const KnownColumns& columns = context.sources.back().back().columns;
  if (!columns) return;
  for (const auto& column : *columns) {
    if (column.name == "level") {
      context.refuse(select.hierarchy->step_span.begin,
                     "CONNECT BY over a table with a column level");
    }
  }
}

/// LEVEL is no column of the table: stars leave it out.
void leave_out_level(Context& context, const SelectBody& select) {
  for (const auto& item : select.items) {
    if (item.value->kind != ExpressionKind::kStar) continue;
    if (item.exclude || select.exclude)
      context.refuse(item.span.begin, "EXCLUDE beside CONNECT BY");
    const Span span = item.value->span;
    context.edits.rewrite(
        span, [span](const Inner& inner) { return inner(span).add(" EXCLUDE (level)", span.end); });
  }
}

void rewrite_condition(Context& context, const ExpressionPtr& condition,
                       Context::Hierarchical which) {
  if (condition == nullptr) return;
  context.hierarchical = which;
  rewrite_expression(context, condition);
  context.hierarchical = Context::Hierarchical::kNo;
}

}  // namespace

void begin_hierarchy(Context& context, const SelectBody& select) {
  const Hierarchy& hierarchy = *select.hierarchy;
  const std::string alias = duckdb_name(checked_alias(context, select));
  const Span from = select.from_span;
  const Span step = hierarchy.step->span;
  const Span start = hierarchy.start == nullptr ? Span{} : hierarchy.start->span;
  context.edits.rewrite(from, [=](const Inner& inner) {
    Fragment result("(WITH RECURSIVE darties_tree AS (SELECT *, 1 AS level FROM ", from.begin);
    result.add(inner(from));
    if (!start.empty()) result.add(" WHERE ", start.begin).add(inner(start));
    return result
        .add(fmt::format(" UNION ALL SELECT {}.*, CASE WHEN darties_prior.level < {} THEN "
                         "darties_prior.level + 1 ELSE error('CONNECT BY goes in a circle') END "
                         "FROM ",
                         alias, kDeepest),
             from.begin)
        .add(inner(from))
        .add(" JOIN darties_tree AS darties_prior ON ", step.begin)
        .add(inner(step))
        .add(") SELECT * FROM darties_tree) AS " + alias, from.end);
  });
}

void rewrite_hierarchy(Context& context, const SelectBody& select) {
  refuse_level(context, select);
  const Hierarchy& hierarchy = *select.hierarchy;
  const Span start = hierarchy.start == nullptr ? Span{} : hierarchy.start_span;
  rewrite_condition(context, hierarchy.start, Context::Hierarchical::kStart);
  rewrite_condition(context, hierarchy.step, Context::Hierarchical::kStep);
  context.edits.replace(hierarchy.step_span, "");
  if (!start.empty()) context.edits.replace(start, "");
  leave_out_level(context, select);
}

}  // namespace darties::sql
