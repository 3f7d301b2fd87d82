#include "sql/syntax/query_parser.h"

#include "sql/syntax/limits.h"

namespace darties::sql {

QueryPtr QueryParser::query() {
  const NestingGuard guard(cursor_);
  auto query = std::make_shared<Query>();
  const std::size_t begin = cursor_.peek().begin;
  with(*query);
  query->body = set_operation();
  if (cursor_.at_words({"ORDER", "SIBLINGS"}))
    cursor_.refuse(cursor_.peek().begin, "ORDER SIBLINGS BY");
  if (cursor_.accept_words({"ORDER", "BY"})) query->order_by = parse_sort_keys(cursor_);
  limits(*query);
  query->span = cursor_.span_from(begin);
  return query;
}

void QueryParser::with(Query& query) {
  if (!cursor_.accept_word("WITH")) return;
  query.recursive = cursor_.accept_word("RECURSIVE");
  do {
    count_in_statement(cursor_, kCommonTables);
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

void QueryParser::names(std::vector<std::string>& names, std::vector<Span>& spans) {
  cursor_.expect_operator("(");
  do {
    spans.push_back(span_of(cursor_.peek()));
    names.push_back(cursor_.expect_name("a column name"));
  } while (cursor_.accept_operator(","));
  cursor_.expect_operator(")");
}

bool QueryParser::accept_alias(std::string& alias, Span& span, bool literals) {
  const bool as = cursor_.accept_word("AS");
  if (!as && !can_be_bare_alias(cursor_.peek())) return false;
  const Token& name = cursor_.peek();
  if (as && !cursor_.at_name() && !(literals && cursor_.at_string()))
    cursor_.fail_expected("an alias");
  span = span_of(name);
  alias = cursor_.at_string() ? string_value(cursor_.next()) : identifier_value(cursor_.next());
  return as;
}

void QueryParser::limits(Query& query) {
  for (int clause = 0; clause < 2; ++clause) {
    const std::size_t begin = cursor_.peek().begin;
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
QueryBodyPtr QueryParser::set_operation() {
  QueryBodyPtr left = intersection();
  while (cursor_.at_any_word({"UNION", "EXCEPT", "MINUS"}))
    left = set_node(left, &QueryParser::intersection);
  return left;
}

QueryBodyPtr QueryParser::intersection() {
  QueryBodyPtr left = simple_body();
  while (cursor_.at_word("INTERSECT")) left = set_node(left, &QueryParser::simple_body);
  return left;
}

QueryBodyPtr QueryParser::set_node(const QueryBodyPtr& left, QueryBodyPtr (QueryParser::*next)()) {
  count_in_statement(cursor_, kSetOperations);
  auto node = std::make_shared<QueryBody>();
  const Token& word = cursor_.next();
  node->kind = QueryBody::Kind::kSetOperation;
  node->operator_span = span_of(word);
  node->minus = is_word(word, "MINUS");
  node->all = cursor_.accept_word("ALL");
  if (node->all && !is_word(word, "UNION")) {
    cursor_.fail_at(word.begin, fmt::format("{} ALL is not supported by Redshift", word.text));
  }
  if (!node->all && cursor_.accept_word("DISTINCT"))
    node->operator_span.end = cursor_.previous().end;
  node->left = left;
  node->right = (this->*next)();
  node->span = {left->span.begin, node->right->span.end};
  return node;
}

QueryBodyPtr QueryParser::simple_body() {
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

void QueryParser::values(QueryBody& body) {
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

bool at_query(const Cursor& cursor) {
  Cursor ahead = cursor;
  while (ahead.accept_operator("(")) {
  }
  return ahead.at_any_word({"SELECT", "WITH", "VALUES"});
}

QueryPtr parse_query(Cursor& cursor) { return QueryParser(cursor).query(); }
void accept_with(Cursor& cursor, Query& query) { QueryParser(cursor).with(query); }
std::vector<FromItemPtr> parse_from_items(Cursor& cursor) {
  return QueryParser(cursor).from_items();
}

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
