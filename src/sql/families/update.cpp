#include "sql/families/assignments.h"
#include "sql/families/family.h"
#include "sql/syntax/parsers.h"

namespace darties::sql {

std::vector<Assignment> parse_assignments(Cursor& cursor) {
  std::vector<Assignment> assignments;
  do {
    Assignment assignment;
    assignment.column_span = {cursor.peek().begin, cursor.peek().end};
    assignment.column = cursor.expect_name("a column name");
    if (cursor.at_operator(".")) {
      cursor.fail_at(assignment.column_span.begin, "a column in SET takes no table name in front");
    }
    cursor.expect_operator("=");
    const std::size_t begin = cursor.peek().begin;
    if (!cursor.accept_word("DEFAULT")) assignment.value = parse_expression(cursor);
    assignment.value_span = cursor.span_from(begin);
    assignments.push_back(std::move(assignment));
  } while (cursor.accept_operator(","));
  return assignments;
}

void parse_tables_and_condition(Cursor& cursor, Query& rest, bool tables) {
  const std::size_t begin = cursor.peek().begin;
  if (rest.body == nullptr) rest.body = std::make_shared<QueryBody>();
  SelectBody& body = rest.body->select;
  if (tables) body.from = parse_from_items(cursor);
  if (cursor.accept_word("WHERE")) body.where = parse_expression(cursor);
  body.span = {begin, cursor.previous().end};
}

Parsed parse_update_after(Cursor& cursor, std::shared_ptr<Query> with) {
  cursor.expect_word("UPDATE");
  UpdateStatement update;
  update.table = parse_table_name(cursor);
  if (cursor.accept_word("AS") || (!cursor.at_word("SET") && can_be_bare_alias(cursor.peek()))) {
    update.alias = cursor.expect_name("an alias");
  }
  cursor.expect_word("SET");
  update.assignments = parse_assignments(cursor);
  parse_tables_and_condition(cursor, *with, cursor.accept_word("FROM"));
  update.rest = std::move(with);
  return update;
}

Parsed parse_update(Cursor& cursor) {
  return parse_update_after(cursor, std::make_shared<Query>());
}

}  // namespace darties::sql
