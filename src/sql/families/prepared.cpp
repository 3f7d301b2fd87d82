#include "sql/families/family.h"
#include "sql/syntax/parsers.h"

// PREPARE, EXECUTE, DEALLOCATE.

namespace darties::sql {

Parsed parse_prepare(Cursor& cursor) {
  cursor.expect_word("PREPARE");
  PrepareStatement prepare;
  prepare.name = cursor.expect_name("the name of a statement");
  if (cursor.accept_operator("(")) {
    do {
      Span span;
      parse_data_type(cursor, &span);
      prepare.types.emplace_back(cursor.text_of(span));
    } while (cursor.accept_operator(","));
    cursor.expect_operator(")");
  }
  cursor.expect_word("AS");
  prepare.inner_offset = cursor.peek().begin;
  const bool known = cursor.at_any_word({"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VALUES"});
  if (!known && !at_query(cursor)) cursor.fail_expected("SELECT, INSERT, UPDATE or DELETE");
  while (!cursor.at_end()) cursor.next();
  return prepare;
}

Parsed parse_execute(Cursor& cursor) {
  cursor.expect_word("EXECUTE");
  ExecuteStatement execute;
  execute.name = cursor.expect_name("the name of a prepared statement");
  if (!cursor.accept_operator("(")) return execute;
  while (!cursor.at_operator(")")) {
    const ExpressionPtr argument = parse_expression(cursor);
    execute.arguments.emplace_back(cursor.text_of(argument->span));
    if (!cursor.accept_operator(",")) break;
  }
  cursor.expect_operator(")");
  return execute;
}

Parsed parse_deallocate(Cursor& cursor) {
  cursor.expect_word("DEALLOCATE");
  if (cursor.at_word("PREPARE") && cursor.at_name(1)) cursor.next();
  if (cursor.accept_word("ALL")) return DeallocateStatement{};
  return DeallocateStatement{cursor.expect_name("the name of a prepared statement")};
}

}  // namespace darties::sql
