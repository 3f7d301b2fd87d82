#include <algorithm>
#include <array>
#include <map>

#include "sql/syntax/limits.h"
#include "sql/syntax/query_parser.h"

namespace darties::sql {
namespace {

constexpr std::array<std::string_view, 60> kNeverBareAlias = {
    "FROM",      "WHERE",   "GROUP",  "HAVING",  "ORDER",  "LIMIT",   "OFFSET",  "UNION",
    "INTERSECT", "EXCEPT",  "MINUS",  "ON",      "USING",  "JOIN",    "INNER",   "LEFT",
    "RIGHT",     "FULL",    "CROSS",  "NATURAL", "WINDOW", "QUALIFY", "FETCH",   "INTO",
    "AS",        "AND",     "OR",     "NOT",     "IN",     "IS",      "LIKE",    "ILIKE",
    "SIMILAR",   "BETWEEN", "CASE",   "WHEN",    "THEN",   "ELSE",    "END",     "WITH",
    "SELECT",    "SET",     "VALUES", "CONNECT", "START",  "PIVOT",   "UNPIVOT", "FOR",
    "ISNULL",    "NOTNULL", "ASC",    "DESC",    "NULLS",  "EXCLUDE", "OVER",    "IGNORE",
    "RESPECT",   "ALL",     "ANY",    "WITHIN"};

constexpr std::size_t kMostItems = 1'664;
constexpr std::int64_t kMostWithAliases = 100'000;

/// The size of an item once the earlier items that it names have been put in their places.
std::int64_t expanded_size(const Expression& value,
                           const std::map<std::string, std::int64_t>& earlier) {
  if (value.kind == ExpressionKind::kColumn && value.path.size() == 1) {
    const auto found = earlier.find(value.name);
    return found == earlier.end() ? 1 : found->second;
  }
  std::int64_t size = value.query == nullptr ? 1 : value.size;
  for (const auto& child : value.children) size += expanded_size(*child, earlier);
  return std::min(size, kMostWithAliases + 1);
}

}  // namespace

bool can_be_bare_alias(const Token& token) {
  if (token.kind == TokenKind::kQuoted) return true;
  if (token.kind != TokenKind::kWord) return false;
  return std::none_of(kNeverBareAlias.begin(), kNeverBareAlias.end(),
                      [&](auto word) { return is_word(token, word); });
}

void QueryParser::select(SelectBody& body) {
  const std::size_t begin = cursor_.next().begin;
  top(body);
  distinct(body);
  if (body.top == nullptr) top(body);
  do {
    body.items.push_back(select_item());
    if (body.items.size() > kMostItems) {
      cursor_.fail_at(begin, fmt::format("target lists can have at most {} entries", kMostItems));
    }
  } while (cursor_.accept_operator(","));
  check_aliases(body);
  body.exclude = exclusion();
  into(body);
  clauses(body);
  body.span = cursor_.span_from(begin);
}

// a AS b, b || b AS c, c || c AS d … doubles with every item.
void QueryParser::check_aliases(const SelectBody& body) const {
  std::map<std::string, std::int64_t> sizes;
  std::int64_t total = 0;
  for (const auto& item : body.items) {
    const std::int64_t size = expanded_size(*item.value, sizes);
    total += size;
    if (total > kMostWithAliases && total > 2 * counted_in_statement(kExpressions)) {
      cursor_.fail_at(item.span.begin,
                      fmt::format("the statement is too large: with each alias put in its place, "
                                  "this list has more than {} values, names and operators",
                                  kMostWithAliases));
    }
    if (!item.alias.empty()) sizes.emplace(item.alias, size);
  }
}

void QueryParser::distinct(SelectBody& body) {
  const std::size_t begin = cursor_.peek().begin;
  if (!cursor_.accept_word("DISTINCT")) {
    cursor_.accept_word("ALL");
    return;
  }
  body.distinct = true;
  body.distinct_span = cursor_.span_from(begin);
  if (cursor_.at_word("ON"))
    cursor_.fail_at(cursor_.peek().begin, "SELECT DISTINCT ON is not supported by Redshift");
}

void QueryParser::top(SelectBody& body) {
  const Token& after = cursor_.peek(1);
  if (!cursor_.at_word("TOP") || (after.kind != TokenKind::kNumber && !is_operator(after, "(")))
    return;
  const std::size_t begin = cursor_.next().begin;
  if (cursor_.accept_operator("(")) {
    body.top = parse_expression(cursor_);
    cursor_.expect_operator(")");
  } else {
    body.top = std::make_shared<Expression>();
    body.top->kind = ExpressionKind::kNumber;
    body.top->span = span_of(cursor_.peek());
    body.top->text = cursor_.next().text;
  }
  body.top_span = cursor_.span_from(begin);
}

SelectItem QueryParser::select_item() {
  SelectItem item;
  const std::size_t begin = cursor_.peek().begin;
  item.value = parse_expression(cursor_);
  if (item.value->kind == ExpressionKind::kStar) item.exclude = exclusion();
  item.alias_is_bare = !accept_alias(item.alias, item.alias_span, true);
  item.span = cursor_.span_from(begin);
  return item;
}

std::optional<Exclusion> QueryParser::exclusion() {
  const std::size_t begin = cursor_.peek().begin;
  if (!cursor_.accept_word("EXCLUDE")) return std::nullopt;
  Exclusion result;
  if (cursor_.at_operator("(")) {
    result.names = parse_name_list(cursor_, "a column name");
  } else {
    result.names.push_back(cursor_.expect_name("a column name"));
    while (at_further_excluded_name()) {
      cursor_.next();
      result.names.push_back(cursor_.expect_name("a column name"));
    }
  }
  result.span = cursor_.span_from(begin);
  return result;
}

// Without parentheses, the names go on as long as names follow: EXCLUDE a, b FROM.
bool QueryParser::at_further_excluded_name() const {
  if (!cursor_.at_operator(",") || !cursor_.at_name(1)) return false;
  const Token& after = cursor_.peek(2);
  return after.kind == TokenKind::kEnd || is_word(after, "FROM") || is_word(after, "INTO") ||
         is_operator(after, ",") || is_operator(after, ")") || is_operator(after, ";");
}

void QueryParser::into(SelectBody& body) {
  const std::size_t begin = cursor_.peek().begin;
  if (!cursor_.accept_word("INTO")) return;
  SelectStatement::Into into;
  into.temporary = cursor_.accept_word("TEMPORARY") || cursor_.accept_word("TEMP");
  cursor_.accept_word("TABLE");
  into.table = parse_table_name(cursor_);
  into.clause = cursor_.span_from(begin);
  body.into = std::move(into);
}

void QueryParser::clauses(SelectBody& body) {
  if (cursor_.accept_word("FROM")) {
    const std::size_t begin = cursor_.peek().begin;
    body.from = from_items();
    body.from_span = cursor_.span_from(begin);
  }
  if (cursor_.accept_word("WHERE")) body.where = parse_expression(cursor_);
  hierarchy(body);
  if (cursor_.accept_words({"GROUP", "BY"})) group_by(body);
  if (cursor_.accept_word("HAVING")) body.having = parse_expression(cursor_);
  if (cursor_.at_word("WINDOW")) {
    cursor_.fail_at(cursor_.peek().begin,
                    "Redshift has no WINDOW clause: write the window after each OVER");
  }
  if (cursor_.accept_word("QUALIFY")) body.qualify = parse_expression(cursor_);
}

void QueryParser::hierarchy(SelectBody& body) {
  Hierarchy found;
  for (int clause = 0; clause < 2; ++clause) {
    const std::size_t begin = cursor_.peek().begin;
    if (found.start == nullptr && cursor_.accept_words({"START", "WITH"})) {
      found.start = parse_expression(cursor_);
      found.start_span = cursor_.span_from(begin);
    } else if (found.step == nullptr && cursor_.accept_words({"CONNECT", "BY"})) {
      if (cursor_.at_word("NOCYCLE")) found.no_cycle = cursor_.next().begin;
      found.step = parse_expression(cursor_);
      found.step_span = cursor_.span_from(begin);
    }
  }
  if (found.start != nullptr && found.step == nullptr) cursor_.fail_expected("CONNECT BY");
  if (found.step != nullptr) body.hierarchy = std::move(found);
}

void QueryParser::group_by(SelectBody& body) {
  do {
    grouping_key(body);
  } while (cursor_.accept_operator(","));
}

void QueryParser::grouping_key(SelectBody& body) {
  if (cursor_.accept_word("ALL")) {
    cursor_.refuse(cursor_.previous().begin, "GROUP BY ALL; name the columns");
  }
  if (cursor_.at_any_word({"ROLLUP", "CUBE"}) && cursor_.at_operator("(", 1))
    body.grouping_sets = true;
  if (!cursor_.accept_words({"GROUPING", "SETS"})) {
    body.group_by.push_back(parse_expression(cursor_));
    return;
  }
  body.grouping_sets = true;
  cursor_.expect_operator("(");
  do {
    grouping_key(body);
  } while (cursor_.accept_operator(","));
  cursor_.expect_operator(")");
}

}  // namespace darties::sql
