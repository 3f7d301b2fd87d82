#include <algorithm>

#include "base/text.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/named_once.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

/// IS [NOT] UNKNOWN is IS [NOT] NULL.
void rewrite_is(Context& context, const Expression& expression) {
  if (expression.name != "unknown") return;
  context.edits.replace(expression.name_span, expression.negated ? "IS NOT NULL" : "IS NULL");
}

/// An abbreviation is a fixed offset, which DuckDB does not know.
void rewrite_zone(Context& context, const Expression& zone) {
  const Span span = zone.span;
  context.edits.rewrite(span, [span](const Inner& inner) {
    return Fragment("darties_zone(", span.begin).add(inner(span)).add(")", span.end);
  });
}

/// CASE x WHEN …: DuckDB names x in every comparison.
void rewrite_simple_case(Context& context, const ExpressionPtr& node) {
  if (may_name_once(context, *node)) {
    const Span value = node->children[0]->span;
    const Span before{node->span.begin, value.begin};
    const Span after{value.end, node->span.end};
    context.edits.rewrite(node->span, [=, span = node->span](const Inner& inner) {
      const Fragment body = inner(before)
                                .add(" ", value.begin)
                                .add(kNamedValue, value.begin)
                                .add(" ", value.end)
                                .add(inner(after));
      return name_once(inner(value), body, span);
    });
  }
  rewrite_comparison(context, node);
}

[[noreturn]] void refuse(const Context& context, const Expression& expression,
                         std::string_view what) {
  context.refuse(expression.span.begin, what);
}

bool is_comparison(const Expression& node) {
  const std::string& name = node.name;
  return name == "=" || name == "<>" || name == "!=" || name == "<" || name == ">" ||
         name == "<=" || name == ">=";
}

/// Kinds that see to their children themselves; false for the others.
bool rewrite_whole(Context& context, const ExpressionPtr& node) {
  const Expression& expression = *node;
  switch (expression.kind) {
    case Kind::kColumn:
    case Kind::kStar:
      rewrite_column(context, expression);
      return true;
    case Kind::kString:
    case Kind::kTypedLiteral:
      rewrite_literal(context, expression);
      return true;
    case Kind::kKeyword:
      rewrite_keyword(context, expression);
      return true;
    case Kind::kSubquery:
      // A comparison reads its subqueries before its other sides.
      if (!context.results.contains(expression.query.get()))
        context.results[expression.query.get()] = rewrite_query(context, *expression.query);
      return true;
    case Kind::kCall:
      rewrite_call(context, node);
      return true;
    case Kind::kSubscript:
    case Kind::kField:
      rewrite_navigation(context, expression);
      return true;
    case Kind::kParameter:
      refuse(context, expression, "parameters ($1)");
    default:
      return false;
  }
}

/// What an operator or a clause of its own asks for, its children left aside.
void rewrite_own_part(Context& context, const ExpressionPtr& node) {
  const Expression& expression = *node;
  switch (expression.kind) {
    case Kind::kUnary:
      return rewrite_operator(context, node);
    case Kind::kBinary:
      return is_comparison(expression) ? rewrite_comparison(context, node)
                                       : rewrite_operator(context, node);
    case Kind::kLike:
      return rewrite_like(context, node);
    case Kind::kCast:
      return rewrite_cast(context, node);
    case Kind::kIs:
      return rewrite_is(context, expression);
    case Kind::kBetween:
    case Kind::kIn:
    case Kind::kDistinctFrom:
    case Kind::kQuantified:
      return rewrite_comparison(context, node);
    case Kind::kCase:
      if (expression.has_operand) rewrite_simple_case(context, node);
      return;
    case Kind::kAtTimeZone:
      return rewrite_zone(context, *expression.children[1]);
    default:
      return;
  }
}

}  // namespace

void rewrite_children(Context& context, const Expression& expression) {
  for (const auto& child : expression.children) rewrite_expression(context, child);
}

void rewrite_expression(Context& context, const ExpressionPtr& node) {
  context.levels = std::max(context.levels, node->height);
  if (rewrite_whole(context, node)) return;
  rewrite_own_part(context, node);
  if (node->kind == Kind::kUnary && node->name == "prior") return;
  rewrite_children(context, *node);
}

}  // namespace darties::sql
