#include "base/text.h"
#include "sql/translation/identifiers.h"
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

[[noreturn]] void refuse(const Context& context, const Expression& expression,
                         std::string_view what) {
  context.refuse(expression.span.begin, what);
}

bool is_comparison(const Expression& node) {
  const std::string& name = node.name;
  return name == "=" || name == "<>" || name == "!=" || name == "<" || name == ">" ||
         name == "<=" || name == ">=";
}

}  // namespace

void rewrite_children(Context& context, const Expression& expression) {
  for (const auto& child : expression.children) rewrite_expression(context, child);
}

void rewrite_expression(Context& context, const ExpressionPtr& node) {
  const Expression& expression = *node;
  switch (expression.kind) {
    case Kind::kColumn:
    case Kind::kStar:
      rewrite_column(context, expression);
      return;
    case Kind::kString:
    case Kind::kTypedLiteral:
      rewrite_literal(context, expression);
      return;
    case Kind::kKeyword:
      rewrite_keyword(context, expression);
      return;
    case Kind::kSubquery:
      // A comparison reads its subqueries before its other sides.
      if (!context.results.contains(expression.query.get()))
        context.results[expression.query.get()] = rewrite_query(context, *expression.query);
      return;
    case Kind::kCall:
      rewrite_call(context, node);
      return;
    case Kind::kUnary:
      rewrite_operator(context, node);
      if (expression.name == "prior") return;
      break;
    case Kind::kBinary:
      if (is_comparison(expression)) {
        rewrite_comparison(context, node);
      } else {
        rewrite_operator(context, node);
      }
      break;
    case Kind::kLike:
      rewrite_like(context, node);
      break;
    case Kind::kCast:
      rewrite_cast(context, node);
      break;
    case Kind::kIs:
      rewrite_is(context, expression);
      break;
    case Kind::kSubscript:
    case Kind::kField:
      rewrite_navigation(context, expression);
      return;
    case Kind::kParameter:
      refuse(context, expression, "parameters ($1)");
    case Kind::kBetween:
    case Kind::kIn:
    case Kind::kDistinctFrom:
    case Kind::kQuantified:
      rewrite_comparison(context, node);
      break;
    case Kind::kCase:
      if (expression.has_operand) rewrite_comparison(context, node);
      break;
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kNumber:
    case Kind::kExists:
    case Kind::kParenthesis:
    case Kind::kRow:
      break;
    case Kind::kAtTimeZone:
      rewrite_zone(context, *expression.children[1]);
      break;
  }
  rewrite_children(context, expression);
}

}  // namespace darties::sql
