#include "sql/syntax/expression_parser.h"

#include "base/text.h"
#include "sql/syntax/limits.h"

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

constexpr std::array<std::string_view, 4> kNotEquals = {"<>", "!=", "<=", ">="};
constexpr std::array<std::string_view, 14> kOthers = {"||", "~",  "!~", "~*", "!~*", "&",   "|",
                                                      "#",  "<<", ">>", "~~", "!~~", "~~*", "!~~*"};

template <std::size_t n>
bool among(const std::array<std::string_view, n>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

ExpressionPtr ExpressionParser::parse(int minimum) {
  const NestingGuard guard(cursor_);
  ExpressionPtr left = prefix();
  while (ExpressionPtr longer = infix(left, minimum)) left = std::move(longer);
  return left;
}

ExpressionPtr ExpressionParser::make(Kind kind, std::size_t begin,
                                     std::vector<ExpressionPtr> children) const {
  auto node = std::make_shared<Expression>();
  node->kind = kind;
  node->span = cursor_.span_from(begin);
  node->children = std::move(children);
  measure(cursor_, *node);
  return node;
}

ExpressionPtr ExpressionParser::infix(const ExpressionPtr& left, int minimum) {
  const Token& token = cursor_.peek();
  if (token.kind == TokenKind::kOperator) return operator_infix(left, minimum);
  if (token.kind != TokenKind::kWord) return nullptr;
  if (is_word(token, "AND")) return kAnd >= minimum ? binary(left, kAnd + 1, "and") : nullptr;
  if (is_word(token, "OR")) return kOr >= minimum ? binary(left, kOr + 1, "or") : nullptr;
  if (is_word(token, "IS")) return kIsLevel >= minimum ? is(left) : nullptr;
  if (is_word(token, "ISNULL") || is_word(token, "NOTNULL"))
    return kIsLevel >= minimum ? is_null(left) : nullptr;
  return kRange >= minimum ? range(left) : nullptr;
}

ExpressionPtr ExpressionParser::operator_infix(const ExpressionPtr& left, int minimum) {
  const std::string_view text = cursor_.peek().text;
  const int level = level_of(text);
  if (level == kAny || level < minimum) return nullptr;
  return binary(left, level == kEqual ? kEqual : level + 1, text);
}

int ExpressionParser::level_of(std::string_view text) {
  if (text == "+" || text == "-") return kSum;
  if (text == "*" || text == "/" || text == "%") return kProduct;
  if (text == "^") return kPower;
  if (text == "=" || text == "==") return kEqual;
  if (text == "<" || text == ">") return kLess;
  if (among(kNotEquals, text)) return kNotEqual;
  if (among(kOthers, text)) return kOther;
  return kAny;
}

ExpressionPtr ExpressionParser::binary(const ExpressionPtr& left, int level,
                                       std::string_view name) {
  const Token& sign = cursor_.next();
  if (at_quantifier()) return quantified(left, sign);
  std::vector<ExpressionPtr> parts{left, parse(level)};
  std::vector<Span> signs{span_of(sign)};
  while (is_associative(name) && at_sign(name) && !at_quantifier(1)) {
    count_in_statement(cursor_, name == "||" ? kConcatenations : kConditions);
    signs.push_back(span_of(cursor_.next()));
    parts.push_back(parse(level));
  }
  ExpressionPtr node = grouped(parts, signs, name);
  if (level_of(name) == kNotEqual) refuse_ambiguous_comparison(*node);
  return node;
}

bool ExpressionParser::is_associative(std::string_view name) {
  return name == "and" || name == "or" || name == "||";
}

bool ExpressionParser::at_sign(std::string_view name) const {
  return name == "||" ? cursor_.at_operator(name) : cursor_.at_word(upper_ascii(name));
}

ExpressionPtr ExpressionParser::grouped(std::span<const ExpressionPtr> parts,
                                        std::span<const Span> signs, std::string_view name) const {
  if (parts.size() == 1) return parts[0];
  const std::size_t left = (parts.size() + 1) / 2;
  return binary_node(grouped(parts.first(left), signs.first(left - 1), name),
                     grouped(parts.subspan(left), signs.subspan(left), name), name,
                     signs[left - 1]);
}

ExpressionPtr ExpressionParser::binary_node(ExpressionPtr left, ExpressionPtr right,
                                            std::string_view name, Span sign) const {
  const Span span{left->span.begin, right->span.end};
  auto node = make(Kind::kBinary, span.begin, {std::move(left), std::move(right)});
  node->span = span;
  node->name = name;
  node->name_span = sign;
  return node;
}

bool ExpressionParser::at_quantifier(std::size_t ahead) const {
  return (cursor_.at_word("ANY", ahead) || cursor_.at_word("ALL", ahead) ||
          cursor_.at_word("SOME", ahead)) &&
         cursor_.at_operator("(", ahead + 1);
}

ExpressionPtr ExpressionParser::quantified(const ExpressionPtr& left, const Token& sign) {
  const Token& word = cursor_.next();
  if (!at_subquery()) {
    cursor_.refuse(word.begin, std::string(word.text) + " over an array; write IN (…)");
  }
  ExpressionPtr query = subquery();
  auto node = make(Kind::kQuantified, left->span.begin, {left, query});
  node->name = sign.text;
  node->name_span = span_of(sign);
  return node;
}

ExpressionPtr ExpressionParser::is(const ExpressionPtr& left) {
  refuse_ambiguous_is(*left);
  const Token& sign = cursor_.next();
  const bool negated = cursor_.accept_word("NOT");
  if (cursor_.accept_words({"DISTINCT", "FROM"})) {
    auto node = make(Kind::kDistinctFrom, left->span.begin, {left, parse(kIsLevel + 1)});
    node->negated = negated;
    return node;
  }
  if (!cursor_.at_any_word({"NULL", "TRUE", "FALSE", "UNKNOWN"}))
    cursor_.fail_expected("NULL, TRUE, FALSE or UNKNOWN");
  const std::string name = lower_ascii(cursor_.next().text);
  auto node = make(Kind::kIs, left->span.begin, {left});
  node->name = name;
  node->name_span = cursor_.span_from(sign.begin);
  node->negated = negated;
  return node;
}

ExpressionPtr ExpressionParser::is_null(const ExpressionPtr& left) {
  refuse_ambiguous_is(*left);
  const Token& sign = cursor_.next();
  auto node = make(Kind::kIs, left->span.begin, {left});
  node->name = "null";
  node->negated = is_word(sign, "NOTNULL");
  node->name_span = span_of(sign);
  return node;
}

ExpressionPtr ExpressionParser::range(const ExpressionPtr& left) {
  const std::size_t ahead = cursor_.at_word("NOT") ? 1 : 0;
  const Token& word = cursor_.peek(ahead);
  const bool known = is_word(word, "IN") || is_word(word, "BETWEEN") || is_word(word, "LIKE") ||
                     is_word(word, "ILIKE") || is_word(word, "SIMILAR");
  if (!known) return nullptr;
  const std::size_t begin = cursor_.peek().begin;
  if (ahead == 1) cursor_.next();
  cursor_.next();
  ExpressionPtr node = is_word(word, "IN")        ? in(left)
                       : is_word(word, "BETWEEN") ? between(left)
                                                  : like(left, word);
  node->negated = ahead == 1;
  node->name_span.begin = begin;
  return node;
}

ExpressionPtr ExpressionParser::in(const ExpressionPtr& left) {
  std::vector<ExpressionPtr> children{left};
  const std::size_t name_end = cursor_.previous().end;
  if (at_subquery()) {
    children.push_back(subquery());
  } else {
    cursor_.expect_operator("(");
    do {
      children.push_back(parse(kAny));
    } while (cursor_.accept_operator(","));
    cursor_.expect_operator(")");
  }
  auto node = make(Kind::kIn, left->span.begin, std::move(children));
  node->name = "in";
  node->name_span.end = name_end;
  return node;
}

ExpressionPtr ExpressionParser::between(const ExpressionPtr& left) {
  const std::size_t name_end = cursor_.previous().end;
  ExpressionPtr low = parse(kRange + 1);
  cursor_.expect_word("AND");
  ExpressionPtr high = parse(kRange + 1);
  auto node = make(Kind::kBetween, left->span.begin, {left, low, high});
  node->name = "between";
  node->name_span.end = name_end;
  return node;
}

ExpressionPtr ExpressionParser::like(const ExpressionPtr& left, const Token& word) {
  std::string name = lower_ascii(word.text);
  if (is_word(word, "SIMILAR")) {
    cursor_.expect_word("TO");
    name = "similar to";
  }
  const std::size_t name_end = cursor_.previous().end;
  if (at_quantifier()) cursor_.refuse(cursor_.peek().begin, "LIKE ANY and LIKE ALL; write OR");
  std::vector<ExpressionPtr> children{left, parse(kRange + 1)};
  if (cursor_.accept_word("ESCAPE")) children.push_back(parse(kRange + 1));
  auto node = make(Kind::kLike, left->span.begin, std::move(children));
  node->name = std::move(name);
  node->name_span.end = name_end;
  return node;
}

ExpressionPtr parse_expression(Cursor& cursor) { return ExpressionParser(cursor).parse(kAny); }

ExpressionPtr parse_operand(Cursor& cursor) { return ExpressionParser(cursor).parse(kOther); }

ExpressionPtr parse_path(Cursor& cursor) { return ExpressionParser(cursor).parse(kSign); }

std::vector<SortKey> parse_sort_keys(Cursor& cursor) {
  std::vector<SortKey> keys;
  do {
    SortKey key;
    const std::size_t begin = cursor.peek().begin;
    key.value = parse_expression(cursor);
    key.descending = cursor.accept_word("DESC");
    if (!key.descending) cursor.accept_word("ASC");
    if (cursor.accept_word("NULLS")) {
      if (!cursor.accept_word("FIRST") && !cursor.accept_word("LAST"))
        cursor.fail_expected("FIRST or LAST");
    }
    key.span = cursor.span_from(begin);
    keys.push_back(std::move(key));
  } while (cursor.accept_operator(","));
  return keys;
}

}  // namespace darties::sql
