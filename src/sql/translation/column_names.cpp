#include "sql/translation/functions/registry.h"
#include "sql/translation/rewriter.h"

// Redshift names a column without alias as PostgreSQL does: after the column or function it shows, "?column?" for what
// has no name. DuckDB names it after its text.

namespace darties::sql {
namespace {

constexpr std::string_view kNoName = "?column?";

/// Whether the expression lends its name to a cast around it: columns and functions do.
bool is_strong(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::kColumn:
    case ExpressionKind::kKeyword:
    case ExpressionKind::kField:
      return true;
    case ExpressionKind::kCall:
      return column_name(expression) != "case";
    case ExpressionKind::kParenthesis:
    case ExpressionKind::kCast:
      return is_strong(*expression.children[0]);
    case ExpressionKind::kCase:
      return expression.has_else && is_strong(*expression.children.back());
    default:
      return false;
  }
}

std::string name_of_cast(const Expression& cast) {
  const Expression& inner = *cast.children[0];
  if (inner.kind == ExpressionKind::kColumn) return inner.name;
  if (is_strong(inner)) return column_name(inner);
  return cast.type->id == TypeId::kChar ? "bpchar" : internal_name(*cast.type);
}

std::string name_of_case(const Expression& expression) {
  if (expression.has_else && expression.children.back()->kind == ExpressionKind::kColumn) {
    return expression.children.back()->name;
  }
  return "case";
}

}  // namespace

std::string column_name(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::kColumn:
    case ExpressionKind::kStar:
      return {};
    case ExpressionKind::kCall: {
      const FunctionRule* rule = find_function(expression.name);
      return rule != nullptr && !rule->column_name.empty() ? std::string(rule->column_name)
                                                           : expression.name;
    }
    case ExpressionKind::kCast:
      return name_of_cast(expression);
    case ExpressionKind::kCase:
      return name_of_case(expression);
    case ExpressionKind::kParenthesis: {
      const Expression& inner = *expression.children[0];
      return inner.kind == ExpressionKind::kColumn ? inner.name : column_name(inner);
    }
    case ExpressionKind::kField:
      return expression.name;
    case ExpressionKind::kKeyword:
      if (expression.name == "current_timestamp") return "timestamptz";
      return expression.name == "current_date" ? "date" : expression.name;
    case ExpressionKind::kTypedLiteral:
      return expression.type ? internal_name(*expression.type) : "interval";
    case ExpressionKind::kAtTimeZone:
      return "timezone";
    case ExpressionKind::kBoolean:
      return "bool";
    default:
      return std::string(kNoName);
  }
}

}  // namespace darties::sql
