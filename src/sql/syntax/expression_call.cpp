#include "base/text.h"
#include "sql/syntax/expression_parser.h"
#include "sql/syntax/limits.h"

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

}  // namespace

ExpressionPtr ExpressionParser::name_or_call() {
  const std::size_t begin = cursor_.peek().begin;
  const bool marked = cursor_.at_operator("+", 2) && cursor_.at_operator(")", 3);
  if (cursor_.at_operator("(", 1) && !marked) return call();
  auto node = std::make_shared<Expression>();
  node->kind = Kind::kColumn;
  while (true) {
    const Token& part = cursor_.peek();
    node->path.push_back(cursor_.expect_name("a name"));
    node->path_spans.push_back(span_of(part));
    if (!cursor_.at_operator(".")) break;
    if (cursor_.at_operator("*", 1)) {
      cursor_.next();
      cursor_.next();
      node->kind = Kind::kStar;
      break;
    }
    cursor_.next();
  }
  measure(cursor_, *node);
  node->name_span = node->path_spans.back();
  node->name = node->path.back();
  accept_outer_marker(*node);
  if (cursor_.at_operator("(")) return qualified_call(begin, *node);
  node->span = cursor_.span_from(begin);
  return node;
}

void ExpressionParser::accept_outer_marker(Expression& column) {
  if (!cursor_.at_operator("(") || !cursor_.at_operator("+", 1) || !cursor_.at_operator(")", 2))
    return;
  const std::size_t begin = cursor_.peek().begin;
  for (int token = 0; token < 3; ++token) cursor_.next();
  column.outer_marker = cursor_.span_from(begin);
}

void ExpressionParser::refuse(std::size_t offset, std::string_view what) const {
  cursor_.refuse(offset, what);
}

ExpressionPtr ExpressionParser::qualified_call(std::size_t begin, const Expression& name) {
  if (name.path.size() != 2 || name.path[0] != "pg_catalog") {
    refuse(begin,
           "user-defined functions: " + std::string(cursor_.text_of(cursor_.span_from(begin))));
  }
  auto node = std::make_shared<Expression>();
  node->kind = Kind::kCall;
  node->name = name.path.back();
  node->name_span = cursor_.span_from(begin);
  return arguments(begin, node);
}

ExpressionPtr ExpressionParser::special_call() {
  const Token& token = cursor_.peek();
  if (is_word(token, "CAST")) return cast();
  if (is_word(token, "CONVERT")) return convert();
  if (is_word(token, "EXTRACT")) return extract();
  if (is_word(token, "POSITION")) return position();
  if (is_word(token, "TRIM")) return trim();
  if (is_word(token, "SUBSTRING")) return substring();
  const bool own_grammar = is_word(token, "OBJECT_TRANSFORM") || is_word(token, "TRY_CAST");
  if (own_grammar) refuse(token.begin, fmt::format("the function {}", lower_ascii(token.text)));
  if (is_word(token, "ROW")) refuse(token.begin, "row constructors");
  if (in_list(token, kReserved)) cursor_.fail_expected("an expression");
  return call();
}

ExpressionPtr ExpressionParser::cast() {
  const Token& first = cursor_.next();
  cursor_.expect_operator("(");
  std::vector<ExpressionPtr> children;
  children.push_back(parse(kAny));
  cursor_.expect_word("AS");
  Span type_span;
  const Type type = parse_data_type(cursor_, &type_span);
  cursor_.expect_operator(")");
  return cast_node(first, "cast", type, type_span, std::move(children));
}

ExpressionPtr ExpressionParser::convert() {
  const Token& first = cursor_.next();
  cursor_.expect_operator("(");
  Span type_span;
  const Type type = parse_data_type(cursor_, &type_span);
  cursor_.expect_operator(",");
  std::vector<ExpressionPtr> children;
  children.push_back(parse(kAny));
  cursor_.expect_operator(")");
  return cast_node(first, "convert", type, type_span, std::move(children));
}

ExpressionPtr ExpressionParser::cast_node(const Token& first, std::string_view name,
                                          const Type& type, Span type_span,
                                          std::vector<ExpressionPtr> children) {
  auto node = make(Kind::kCast, first.begin, std::move(children));
  node->name = name;
  node->name_span = span_of(first);
  node->type = type;
  node->type_span = type_span;
  return node;
}

ExpressionPtr ExpressionParser::call_node(const Token& first, std::string_view name,
                                          std::vector<ExpressionPtr> children) {
  auto node = make(Kind::kCall, first.begin, std::move(children));
  node->name = name;
  node->name_span = span_of(first);
  node->call = std::make_shared<CallDetails>();
  return node;
}

ExpressionPtr ExpressionParser::extract() {
  const Token& first = cursor_.next();
  cursor_.expect_operator("(");
  std::vector<ExpressionPtr> children;
  children.push_back(date_part_name());
  cursor_.expect_word("FROM");
  children.push_back(parse(kAny));
  cursor_.expect_operator(")");
  return call_node(first, "extract", std::move(children));
}

ExpressionPtr ExpressionParser::date_part_name() {
  const Token& token = cursor_.peek();
  if (!cursor_.at_name() && !cursor_.at_string()) cursor_.fail_expected("a date part");
  const std::string part = cursor_.at_string() ? string_value(token) : identifier_value(token);
  return simple(Kind::kString, lower_ascii(part));
}

ExpressionPtr ExpressionParser::position() {
  const Token& first = cursor_.next();
  cursor_.expect_operator("(");
  std::vector<ExpressionPtr> children;
  children.push_back(parse(kOther));
  cursor_.expect_word("IN");
  children.push_back(parse(kAny));
  cursor_.expect_operator(")");
  return call_node(first, "position", std::move(children));
}

ExpressionPtr ExpressionParser::trim() {
  const Token& first = cursor_.next();
  cursor_.expect_operator("(");
  std::string_view name = "btrim";
  if (cursor_.accept_word("LEADING")) {
    name = "ltrim";
  } else if (cursor_.accept_word("TRAILING")) {
    name = "rtrim";
  } else {
    cursor_.accept_word("BOTH");
  }
  std::vector<ExpressionPtr> children;
  if (!cursor_.at_word("FROM")) children.push_back(parse(kAny));
  if (cursor_.accept_word("FROM")) {
    children.insert(children.begin(), parse(kAny));
  } else if (cursor_.accept_operator(",")) {
    children.push_back(parse(kAny));
  }
  cursor_.expect_operator(")");
  return call_node(first, name, std::move(children));
}

ExpressionPtr ExpressionParser::substring() {
  const Token& first = cursor_.next();
  cursor_.expect_operator("(");
  std::vector<ExpressionPtr> children;
  children.push_back(parse(kAny));
  if (cursor_.accept_word("FROM") || cursor_.accept_operator(",")) children.push_back(parse(kAny));
  if (cursor_.accept_word("FOR") || cursor_.accept_operator(",")) children.push_back(parse(kAny));
  cursor_.expect_operator(")");
  return call_node(first, "substring", std::move(children));
}

ExpressionPtr ExpressionParser::call() {
  const std::size_t begin = cursor_.peek().begin;
  auto node = std::make_shared<Expression>();
  node->kind = Kind::kCall;
  Span approximate;
  if (cursor_.at_word("APPROXIMATE") && cursor_.at_name(1)) approximate = span_of(cursor_.next());
  const Token& name = cursor_.next();
  node->name = identifier_value(name);
  node->name_span = span_of(name);
  auto whole = arguments(begin, node);
  whole->call->approximate = !approximate.empty();
  whole->call->approximate_span = approximate;
  return whole;
}

ExpressionPtr ExpressionParser::arguments(std::size_t begin,
                                          const std::shared_ptr<Expression>& node) {
  auto details = std::make_shared<CallDetails>();
  cursor_.expect_operator("(");
  const std::size_t open = cursor_.previous().end;
  if (cursor_.at_word("DISTINCT") || cursor_.at_word("ALL")) {
    details->distinct = cursor_.at_word("DISTINCT");
    details->distinct_span = span_of(cursor_.next());
  }
  if (cursor_.at_operator("*") && cursor_.at_operator(")", 1)) {
    details->star = true;
    cursor_.next();
  } else if (!cursor_.at_operator(")")) {
    do {
      node->children.push_back(parse(kAny));
    } while (cursor_.accept_operator(","));
  }
  accept_null_treatment(*details);
  details->arguments = {open, cursor_.peek().begin};
  if (!cursor_.accept_operator(")")) cursor_.fail_expected("a comma or )");
  accept_within_group(*details);
  accept_null_treatment(*details);
  accept_over(*details);
  node->call = std::move(details);
  node->span = cursor_.span_from(begin);
  measure(cursor_, *node);
  return node;
}

void ExpressionParser::accept_null_treatment(CallDetails& details) {
  const std::size_t begin = cursor_.peek().begin;
  if (cursor_.accept_words({"IGNORE", "NULLS"})) {
    details.nulls = CallDetails::Nulls::kIgnore;
  } else if (cursor_.accept_words({"RESPECT", "NULLS"})) {
    details.nulls = CallDetails::Nulls::kRespect;
  } else {
    return;
  }
  details.nulls_span = cursor_.span_from(begin);
}

void ExpressionParser::accept_within_group(CallDetails& details) {
  const std::size_t begin = cursor_.peek().begin;
  if (!cursor_.accept_words({"WITHIN", "GROUP"})) return;
  cursor_.expect_operator("(");
  cursor_.expect_word("ORDER");
  cursor_.expect_word("BY");
  details.within_group = parse_sort_keys(cursor_);
  cursor_.expect_operator(")");
  details.within_group_span = cursor_.span_from(begin);
}

void ExpressionParser::accept_over(CallDetails& details) {
  const std::size_t begin = cursor_.peek().begin;
  if (!cursor_.at_word("OVER") || !(cursor_.at_operator("(", 1) || cursor_.at_name(1))) return;
  cursor_.next();
  Window window;
  if (!cursor_.accept_operator("(")) {
    window.name = cursor_.expect_name("a window name");
  } else {
    if (cursor_.accept_words({"PARTITION", "BY"})) {
      do {
        window.partition_by.push_back(parse(kAny));
      } while (cursor_.accept_operator(","));
    }
    if (cursor_.accept_words({"ORDER", "BY"})) window.order_by = parse_sort_keys(cursor_);
    read_frame(window);
    cursor_.expect_operator(")");
  }
  window.span = cursor_.span_from(begin);
  details.over = std::move(window);
}

void ExpressionParser::read_frame(Window& window) {
  if (!cursor_.at_word("ROWS") && !cursor_.at_word("RANGE")) return;
  const std::size_t begin = cursor_.next().begin;
  const auto bound = [&] {
    if (cursor_.accept_words({"CURRENT", "ROW"})) return;
    if (!cursor_.accept_word("UNBOUNDED"))
      cursor_.expect_integer("UNBOUNDED, CURRENT ROW or a number");
    if (!cursor_.accept_word("PRECEDING") && !cursor_.accept_word("FOLLOWING")) {
      cursor_.fail_expected("PRECEDING or FOLLOWING");
    }
  };
  if (cursor_.accept_word("BETWEEN")) {
    bound();
    cursor_.expect_word("AND");
  }
  bound();
  window.frame = cursor_.span_from(begin);
}

}  // namespace darties::sql
