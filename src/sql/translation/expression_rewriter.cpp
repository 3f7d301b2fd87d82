#include "base/text.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

void rewrite_column(Context& context, const Expression& column) {
  for (std::size_t i = 0; i < column.path.size(); ++i) {
    rewrite_identifier(context, column.path_spans[i], column.path[i]);
  }
}

void rewrite_children(Context& context, const Expression& expression) {
  for (const auto& child : expression.children) rewrite_expression(context, child);
}

/// IS [NOT] UNKNOWN is IS [NOT] NULL.
void rewrite_is(Context& context, const Expression& expression) {
  if (expression.name != "unknown") return;
  context.edits.replace(expression.name_span, expression.negated ? "IS NOT NULL" : "IS NULL");
}

[[noreturn]] void refuse(const Context& context, const Expression& expression,
                         std::string_view what) {
  context.refuse(expression.span.begin, what);
}

}  // namespace

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
      rewrite_query(context, *expression.query);
      return;
    case Kind::kCall:
      rewrite_call(context, node);
      return;
    case Kind::kUnary:
    case Kind::kBinary:
      rewrite_operator(context, node);
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
      refuse(context, expression, "navigation into a SUPER value");
    case Kind::kParameter:
      refuse(context, expression, "parameters ($1)");
    case Kind::kBetween:
    case Kind::kIn:
    case Kind::kDistinctFrom:
      compare_types(context, expression.children);
      compare_without_blanks(context, expression.children);
      break;
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kNumber:
    case Kind::kCase:
    case Kind::kExists:
    case Kind::kQuantified:
    case Kind::kParenthesis:
    case Kind::kRow:
    case Kind::kAtTimeZone:
      break;
  }
  rewrite_children(context, expression);
}

}  // namespace darties::sql
