#include <algorithm>
#include <array>

#include "sql/syntax/parsers.h"

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

Span span_of(const Token& token) { return {token.begin, token.end}; }

class Parser {
 public:
  explicit Parser(Cursor& cursor) : cursor_(cursor) {}

  QueryPtr query() {
    const NestingGuard guard(cursor_);
    auto query = std::make_shared<Query>();
    const std::size_t begin = cursor_.peek().begin;
    with(*query);
    query->body = set_operation();
    if (cursor_.accept_words({"ORDER", "BY"})) query->order_by = parse_sort_keys(cursor_);
    limits(*query);
    query->span = cursor_.span_from(begin);
    return query;
  }

  void with(Query& query) {
    if (!cursor_.accept_word("WITH")) return;
    query.recursive = cursor_.accept_word("RECURSIVE");
    do {
      CommonTable table;
      table.name_span = span_of(cursor_.peek());
      table.name = cursor_.expect_name("a name for the WITH query");
      if (cursor_.at_operator("(")) names(table.columns, table.column_spans);
      cursor_.expect_word("AS");
      cursor_.expect_operator("(");
      table.query = this->query();
      cursor_.expect_operator(")");
      query.with.push_back(std::move(table));
    } while (cursor_.accept_operator(","));
  }

  std::vector<FromItemPtr> from_items() {
    std::vector<FromItemPtr> items;
    do {
      items.push_back(joined());
    } while (cursor_.accept_operator(","));
    return items;
  }

 private:
  void names(std::vector<std::string>& names, std::vector<Span>& spans) {
    cursor_.expect_operator("(");
    do {
      spans.push_back(span_of(cursor_.peek()));
      names.push_back(cursor_.expect_name("a column name"));
    } while (cursor_.accept_operator(","));
    cursor_.expect_operator(")");
  }

  void limits(Query& query) {
    const std::size_t begin = cursor_.peek().begin;
    for (int clause = 0; clause < 2; ++clause) {
      if (query.limit == nullptr && cursor_.accept_word("LIMIT")) {
        if (!cursor_.accept_word("ALL")) query.limit = parse_expression(cursor_);
        query.limit_span = cursor_.span_from(begin);
      } else if (query.offset == nullptr && cursor_.accept_word("OFFSET")) {
        query.offset = parse_expression(cursor_);
        if (!cursor_.accept_word("ROWS")) cursor_.accept_word("ROW");
      }
    }
  }

  // UNION and EXCEPT bind alike, INTERSECT tighter.
  QueryBodyPtr set_operation() {
    QueryBodyPtr left = intersection();
    while (cursor_.at_any_word({"UNION", "EXCEPT", "MINUS"}))
      left = set_node(left, &Parser::intersection);
    return left;
  }

  QueryBodyPtr intersection() {
    QueryBodyPtr left = simple_body();
    while (cursor_.at_word("INTERSECT")) left = set_node(left, &Parser::simple_body);
    return left;
  }

  QueryBodyPtr set_node(const QueryBodyPtr& left, QueryBodyPtr (Parser::*next)()) {
    auto node = std::make_shared<QueryBody>();
    const Token& word = cursor_.next();
    node->kind = QueryBody::Kind::kSetOperation;
    node->operator_span = span_of(word);
    node->minus = is_word(word, "MINUS");
    const bool all = cursor_.accept_word("ALL");
    if (all && !is_word(word, "UNION")) {
      cursor_.fail_at(word.begin, fmt::format("{} ALL is not supported by Redshift", word.text));
    }
    if (!all) cursor_.accept_word("DISTINCT");
    node->left = left;
    node->right = (this->*next)();
    node->span = {left->span.begin, node->right->span.end};
    return node;
  }

  QueryBodyPtr simple_body() {
    auto node = std::make_shared<QueryBody>();
    const std::size_t begin = cursor_.peek().begin;
    if (cursor_.accept_operator("(")) {
      node->kind = QueryBody::Kind::kNested;
      node->nested = query();
      cursor_.expect_operator(")");
    } else if (cursor_.accept_word("VALUES")) {
      node->kind = QueryBody::Kind::kValues;
      values(*node);
    } else if (cursor_.at_word("SELECT")) {
      select(node->select);
    } else {
      cursor_.fail_expected("SELECT");
    }
    node->span = cursor_.span_from(begin);
    return node;
  }

  void values(QueryBody& body) {
    do {
      cursor_.expect_operator("(");
      std::vector<ExpressionPtr> row;
      do {
        row.push_back(parse_expression(cursor_));
      } while (cursor_.accept_operator(","));
      cursor_.expect_operator(")");
      body.rows.push_back(std::move(row));
    } while (cursor_.accept_operator(","));
  }

  void select(SelectBody& body) {
    const std::size_t begin = cursor_.next().begin;
    top(body);
    if (cursor_.accept_word("DISTINCT")) {
      body.distinct = true;
      if (cursor_.at_word("ON"))
        cursor_.fail_at(cursor_.peek().begin, "SELECT DISTINCT ON is not supported by Redshift");
    } else {
      cursor_.accept_word("ALL");
    }
    if (body.top == nullptr) top(body);
    do {
      body.items.push_back(select_item());
    } while (cursor_.accept_operator(","));
    if (cursor_.at_word("EXCLUDE")) cursor_.refuse(cursor_.peek().begin, "EXCLUDE");
    into(body);
    clauses(body);
    body.span = cursor_.span_from(begin);
  }

  void top(SelectBody& body) {
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

  SelectItem select_item() {
    SelectItem item;
    const std::size_t begin = cursor_.peek().begin;
    item.value = parse_expression(cursor_);
    if (item.value->kind == ExpressionKind::kStar && cursor_.at_word("EXCLUDE")) {
      cursor_.refuse(cursor_.peek().begin, "EXCLUDE");
    }
    accept_alias(item.alias, item.alias_span, true);
    item.span = cursor_.span_from(begin);
    return item;
  }

  void accept_alias(std::string& alias, Span& span, bool any_after_as) {
    const bool as = cursor_.accept_word("AS");
    if (!as && !can_be_bare_alias(cursor_.peek())) return;
    const Token& name = cursor_.peek();
    if (as && !cursor_.at_name() && !(any_after_as && cursor_.at_string()))
      cursor_.fail_expected("an alias");
    span = span_of(name);
    alias = cursor_.at_string() ? string_value(cursor_.next()) : identifier_value(cursor_.next());
  }

  void into(SelectBody& body) {
    const std::size_t begin = cursor_.peek().begin;
    if (!cursor_.accept_word("INTO")) return;
    SelectStatement::Into into;
    into.temporary = cursor_.accept_word("TEMPORARY") || cursor_.accept_word("TEMP");
    cursor_.accept_word("TABLE");
    into.table = parse_table_name(cursor_);
    into.clause = cursor_.span_from(begin);
    body.into = std::move(into);
  }

  void clauses(SelectBody& body) {
    if (cursor_.accept_word("FROM")) body.from = from_items();
    if (cursor_.accept_word("WHERE")) body.where = parse_expression(cursor_);
    if (cursor_.at_word("CONNECT") || cursor_.at_words({"START", "WITH"})) {
      cursor_.refuse(cursor_.peek().begin, "CONNECT BY");
    }
    if (cursor_.accept_words({"GROUP", "BY"})) group_by(body);
    if (cursor_.accept_word("HAVING")) body.having = parse_expression(cursor_);
    if (cursor_.at_word("WINDOW")) cursor_.refuse(cursor_.peek().begin, "the WINDOW clause");
    if (cursor_.accept_word("QUALIFY")) body.qualify = parse_expression(cursor_);
  }

  void group_by(SelectBody& body) {
    do {
      if (cursor_.at_words({"GROUPING", "SETS"})) {
        cursor_.accept_words({"GROUPING", "SETS"});
        cursor_.expect_operator("(");
        do {
          body.group_by.push_back(parse_expression(cursor_));
        } while (cursor_.accept_operator(","));
        cursor_.expect_operator(")");
      } else {
        body.group_by.push_back(parse_expression(cursor_));
      }
    } while (cursor_.accept_operator(","));
  }

  // ---- FROM

  FromItemPtr joined() {
    const NestingGuard guard(cursor_);
    FromItemPtr left = table_reference();
    while (true) {
      const bool natural = cursor_.at_word("NATURAL");
      const bool cross = cursor_.at_word("CROSS");
      if (!cursor_.at_any_word({"JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL"}))
        return left;
      join_words();
      auto node = std::make_shared<FromItem>();
      node->kind = FromItem::Kind::kJoin;
      node->left = left;
      node->right = table_reference();
      if (!natural && !cross) join_condition(*node);
      node->span = cursor_.span_from(left->span.begin);
      left = std::move(node);
    }
  }

  void join_words() {
    cursor_.accept_word("NATURAL");
    if (cursor_.accept_word("LEFT") || cursor_.accept_word("RIGHT") ||
        cursor_.accept_word("FULL")) {
      cursor_.accept_word("OUTER");
    } else if (!cursor_.accept_word("INNER")) {
      cursor_.accept_word("CROSS");
    }
    cursor_.expect_word("JOIN");
  }

  void join_condition(FromItem& join) {
    if (cursor_.accept_word("ON")) {
      join.condition = parse_expression(cursor_);
    } else if (cursor_.accept_word("USING")) {
      std::vector<std::string> columns;
      names(columns, join.using_spans);
    } else {
      cursor_.fail_expected("ON or USING");
    }
  }

  FromItemPtr table_reference() {
    auto item = std::make_shared<FromItem>();
    const std::size_t begin = cursor_.peek().begin;
    cursor_.accept_word("LATERAL");
    if (cursor_.at_operator("(")) {
      if (!at_query_after_parenthesis()) return parenthesised_join();
      cursor_.expect_operator("(");
      item->kind = FromItem::Kind::kSubquery;
      item->query = query();
      cursor_.expect_operator(")");
    } else {
      if (cursor_.at_string()) {
        cursor_.fail_at(begin, "a table name can not be a literal: files are loaded with COPY");
      }
      item->table = parse_table_name(cursor_);
      if (cursor_.at_operator("(")) {
        cursor_.refuse(
            begin, "functions in FROM (" + item->table.name.name + "); files are loaded with COPY");
      }
    }
    alias(*item);
    item->span = cursor_.span_from(begin);
    refuse_what_is_missing();
    return item;
  }

  void refuse_what_is_missing() const {
    if (cursor_.at_word("PIVOT") || cursor_.at_word("UNPIVOT")) {
      cursor_.refuse(cursor_.peek().begin, std::string(cursor_.peek().text));
    }
    if (cursor_.at_operator("[") || cursor_.at_words({"AT"})) {
      cursor_.refuse(cursor_.peek().begin, "unnesting a SUPER column");
    }
  }

  FromItemPtr parenthesised_join() {
    const std::size_t begin = cursor_.next().begin;
    FromItemPtr inner = joined();
    cursor_.expect_operator(")");
    auto item = std::make_shared<FromItem>();
    item->kind = FromItem::Kind::kJoin;
    item->left = inner;
    alias(*item);
    item->span = cursor_.span_from(begin);
    return item;
  }

  bool at_query_after_parenthesis() const {
    Cursor ahead = cursor_;
    while (ahead.accept_operator("(")) {
    }
    return ahead.at_any_word({"SELECT", "WITH", "VALUES"});
  }

  void alias(FromItem& item) {
    accept_alias(item.alias, item.alias_span, false);
    if (!item.alias.empty() && cursor_.at_operator("("))
      names(item.column_aliases, item.column_alias_spans);
  }

  Cursor& cursor_;
};

}  // namespace

bool can_be_bare_alias(const Token& token) {
  if (token.kind == TokenKind::kQuoted) return true;
  if (token.kind != TokenKind::kWord) return false;
  return std::none_of(kNeverBareAlias.begin(), kNeverBareAlias.end(),
                      [&](auto word) { return is_word(token, word); });
}

bool at_query(const Cursor& cursor) {
  Cursor ahead = cursor;
  while (ahead.accept_operator("(")) {
  }
  return ahead.at_any_word({"SELECT", "WITH", "VALUES"});
}

QueryPtr parse_query(Cursor& cursor) { return Parser(cursor).query(); }
void accept_with(Cursor& cursor, Query& query) { Parser(cursor).with(query); }
std::vector<FromItemPtr> parse_from_items(Cursor& cursor) { return Parser(cursor).from_items(); }

const SelectBody* first_select(const Query& query) {
  const QueryBody* body = query.body.get();
  while (body != nullptr) {
    if (body->kind == QueryBody::Kind::kSelect) return &body->select;
    if (body->kind == QueryBody::Kind::kValues) return nullptr;
    if (body->kind == QueryBody::Kind::kNested) return first_select(*body->nested);
    body = body->left.get();
  }
  return nullptr;
}

}  // namespace darties::sql
