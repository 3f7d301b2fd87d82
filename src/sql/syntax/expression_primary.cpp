#include "base/text.h"
#include "sql/syntax/expression_parser.h"
#include "sql/syntax/limits.h"

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

// Values that are written like a column.
constexpr std::array<std::string_view, 11> kKeywordValues = {
    "CURRENT_DATE",  "CURRENT_TIME", "CURRENT_TIMESTAMP", "SYSDATE",        "CURRENT_USER",
    "SESSION_USER",  "USER",         "CURRENT_USER_ID",   "CURRENT_SCHEMA", "LOCALTIME",
    "LOCALTIMESTAMP"};

// Types that may stand before a literal: DATE '2018-11-01'.
constexpr std::array<std::string_view, 20> kLiteralTypes = {
    "DATE",    "TIME",    "TIMETZ", "TIMESTAMP", "TIMESTAMPTZ", "BOOL", "BOOLEAN",
    "INT",     "INTEGER", "BIGINT", "SMALLINT",  "INT2",        "INT4", "INT8",
    "NUMERIC", "DECIMAL", "REAL",   "FLOAT",     "VARCHAR",     "CHAR"};

}  // namespace

ExpressionPtr ExpressionParser::prefix() {
  const Token& first = cursor_.peek();
  if (is_word(first, "NOT")) return unary(kNot, "not");
  if (is_word(first, "PRIOR") && cursor_.at_name(1) && !in_list(cursor_.peek(1), kReserved))
    return unary(kSign, "prior");
  if (first.kind == TokenKind::kOperator) {
    if (first.text == "-" || first.text == "+") return unary(kSign, first.text);
    if (first.text == "~" || first.text == "@" || first.text == "|/" || first.text == "||/") {
      return unary(kOther, first.text);
    }
  }
  return postfix(primary());
}

ExpressionPtr ExpressionParser::unary(int level, std::string_view name) {
  const Token& first = cursor_.next();
  std::vector<ExpressionPtr> children;
  children.push_back(parse(level));
  auto node = make(Kind::kUnary, first.begin, std::move(children));
  node->name = name;
  node->name_span = span_of(first);
  return node;
}

ExpressionPtr ExpressionParser::primary() {
  const Token& token = cursor_.peek();
  switch (token.kind) {
    case TokenKind::kNumber:
      return simple(Kind::kNumber, std::string(token.text));
    case TokenKind::kString:
    case TokenKind::kDollarString:
      return string_literal();
    case TokenKind::kParameter:
      return simple(Kind::kParameter, std::string(token.text));
    case TokenKind::kQuoted:
      return name_or_call();
    case TokenKind::kWord:
      return word();
    default:
      break;
  }
  if (is_operator(token, "(")) return parenthesised();
  if (is_operator(token, "*")) return simple(Kind::kStar, "");
  cursor_.fail_expected("an expression");
}

ExpressionPtr ExpressionParser::simple(Kind kind, std::string text) {
  const Token& token = cursor_.next();
  auto node = make(kind, token.begin);
  node->text = std::move(text);
  return node;
}

ExpressionPtr ExpressionParser::string_literal() {
  const std::size_t begin = cursor_.peek().begin;
  std::string value;
  while (cursor_.at_string()) value += string_value(cursor_.next());
  auto node = make(Kind::kString, begin);
  node->text = std::move(value);
  return node;
}

ExpressionPtr ExpressionParser::parenthesised() {
  const std::size_t begin = cursor_.peek().begin;
  if (at_subquery()) return subquery();
  cursor_.expect_operator("(");
  std::vector<ExpressionPtr> children;
  if (!cursor_.at_operator(")")) {
    do {
      children.push_back(parse(kAny));
    } while (cursor_.accept_operator(","));
  }
  cursor_.expect_operator(")");
  const Kind kind = children.size() == 1 ? Kind::kParenthesis : Kind::kRow;
  return make(kind, begin, std::move(children));
}

bool ExpressionParser::at_subquery() const {
  return cursor_.at_operator("(") && (cursor_.at_word("SELECT", 1) || cursor_.at_word("WITH", 1));
}

ExpressionPtr ExpressionParser::subquery() {
  const std::size_t begin = cursor_.peek().begin;
  cursor_.expect_operator("(");
  auto node = std::make_shared<Expression>();
  {
    const QueryMeasure inside(cursor_);
    node->query = parse_query(cursor_);
    inside.add_to(*node);
  }
  cursor_.expect_operator(")");
  node->kind = Kind::kSubquery;
  node->span = cursor_.span_from(begin);
  measure(cursor_, *node);
  return node;
}

ExpressionPtr ExpressionParser::word() {
  const Token& token = cursor_.peek();
  if (is_word(token, "NULL")) return simple(Kind::kNull, "");
  if (is_word(token, "TRUE") || is_word(token, "FALSE"))
    return simple(Kind::kBoolean, lower_ascii(token.text));
  if (is_word(token, "CASE")) return case_expression();
  if (is_word(token, "EXISTS") && cursor_.at_operator("(", 1)) return exists();
  if (is_word(token, "INTERVAL") && cursor_.peek(1).kind == TokenKind::kString) return interval();
  if (auto literal = typed_literal()) return literal;
  if (cursor_.at_operator("(", 1) && !cursor_.at_operator("+", 2)) return special_call();
  if (cursor_.at_operator("(", 1) && !cursor_.at_operator(")", 3)) return special_call();
  if (is_word(token, "APPROXIMATE") && cursor_.at_name(1)) return special_call();
  if (in_list(token, kKeywordValues) && !cursor_.at_operator(".", 1)) {
    auto node = simple(Kind::kKeyword, "");
    node->name = lower_ascii(token.text);
    node->name_span = node->span;
    return node;
  }
  if (in_list(token, kReserved)) cursor_.fail_expected("an expression");
  return name_or_call();
}

ExpressionPtr ExpressionParser::case_expression() {
  const std::size_t begin = cursor_.next().begin;
  std::vector<ExpressionPtr> children;
  const bool has_operand = !cursor_.at_word("WHEN");
  if (has_operand) children.push_back(parse(kAny));
  if (!cursor_.at_word("WHEN")) cursor_.fail_expected("WHEN");
  while (cursor_.accept_word("WHEN")) {
    children.push_back(parse(kAny));
    cursor_.expect_word("THEN");
    children.push_back(parse(kAny));
  }
  const bool has_else = cursor_.accept_word("ELSE");
  if (has_else) children.push_back(parse(kAny));
  if (!cursor_.accept_word("END")) cursor_.fail_expected("WHEN, ELSE or END");
  auto node = make(Kind::kCase, begin, std::move(children));
  node->has_operand = has_operand;
  node->has_else = has_else;
  return node;
}

ExpressionPtr ExpressionParser::exists() {
  const std::size_t begin = cursor_.next().begin;
  if (!at_subquery()) cursor_.fail_expected("a query in parentheses");
  std::vector<ExpressionPtr> children;
  children.push_back(subquery());
  return make(Kind::kExists, begin, std::move(children));
}

ExpressionPtr ExpressionParser::interval() {
  const std::size_t begin = cursor_.next().begin;
  const std::string value = string_value(cursor_.next());
  const std::size_t unit = cursor_.peek().begin;
  constexpr std::array<std::string_view, 6> kUnits = {"YEAR", "MONTH",  "DAY",
                                                      "HOUR", "MINUTE", "SECOND"};
  if (in_list(cursor_.peek(), kUnits)) {
    cursor_.next();
    if (cursor_.accept_word("TO") && in_list(cursor_.peek(), kUnits)) cursor_.next();
    if (cursor_.at_operator("(")) refuse(unit, "INTERVAL with a precision");
  }
  auto node = make(Kind::kTypedLiteral, begin);
  node->name = "interval";
  node->text = value;
  if (cursor_.previous().begin >= unit) node->type_span = cursor_.span_from(unit);
  return node;
}

ExpressionPtr ExpressionParser::typed_literal() {
  if (!in_list(cursor_.peek(), kLiteralTypes)) return nullptr;
  Cursor ahead = cursor_;
  const std::size_t begin = ahead.peek().begin;
  ahead.next();
  ahead.accept_words({"WITH", "TIME", "ZONE"});
  ahead.accept_words({"WITHOUT", "TIME", "ZONE"});
  if (ahead.peek().kind != TokenKind::kString) return nullptr;
  const Span type_span = ahead.span_from(begin);
  const std::string value = string_value(ahead.next());
  cursor_ = ahead;
  auto node = make(Kind::kTypedLiteral, begin);
  node->type = parse_type(cursor_.text_of(type_span));
  node->name = lower_ascii(cursor_.text_of(type_span));
  node->type_span = type_span;
  node->text = value;
  return node;
}

ExpressionPtr ExpressionParser::postfix(ExpressionPtr value) {
  const std::size_t begin = value->span.begin;
  while (true) {
    if (cursor_.at_operator("::")) {
      value = colon_cast(begin, std::move(value));
    } else if (cursor_.at_operator("[")) {
      value = subscript(begin, std::move(value));
    } else if (at_field(*value)) {
      value = field(begin, std::move(value));
    } else if (cursor_.at_words({"AT", "TIME", "ZONE"})) {
      cursor_.accept_words({"AT", "TIME", "ZONE"});
      const std::size_t zone_begin = cursor_.peek().begin;
      ExpressionPtr zone = primary();  // a further AT TIME ZONE is of the whole
      while (cursor_.at_operator("::")) zone = colon_cast(zone_begin, std::move(zone));
      value = make(Kind::kAtTimeZone, begin, {value, zone});
    } else {
      return value;
    }
  }
}

bool ExpressionParser::at_field(const Expression& value) const {
  return cursor_.at_operator(".") &&
         (value.kind == Kind::kSubscript || value.kind == Kind::kField ||
          value.kind == Kind::kParenthesis || value.kind == Kind::kCall);
}

ExpressionPtr ExpressionParser::field(std::size_t begin, ExpressionPtr value) {
  cursor_.next();
  const Token& name = cursor_.peek();
  std::string attribute = cursor_.expect_name("an attribute");
  auto node = make(Kind::kField, begin, {std::move(value)});
  node->name = std::move(attribute);
  node->name_span = span_of(name);
  return node;
}

ExpressionPtr ExpressionParser::colon_cast(std::size_t begin, ExpressionPtr value) {
  const Token& sign = cursor_.next();
  Span type_span;
  const Type type = parse_data_type(cursor_, &type_span);
  auto node = make(Kind::kCast, begin, {std::move(value)});
  node->name = "::";
  node->name_span = span_of(sign);
  node->type = type;
  node->type_span = type_span;
  return node;
}

ExpressionPtr ExpressionParser::subscript(std::size_t begin, ExpressionPtr value) {
  cursor_.next();
  ExpressionPtr index = parse(kAny);
  cursor_.expect_operator("]");
  return make(Kind::kSubscript, begin, {std::move(value), std::move(index)});
}

}  // namespace darties::sql
