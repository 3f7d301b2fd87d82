#include "sql/families/assignments.h"
#include "sql/families/family.h"
#include "sql/syntax/parsers.h"

namespace darties::sql {

Parsed parse_delete_after(Cursor& cursor, std::shared_ptr<Query> with) {
  DeleteStatement erase;
  const std::size_t begin = cursor.peek().begin;
  cursor.expect_word("DELETE");
  cursor.accept_word("FROM");
  erase.verb_span = cursor.span_from(begin);
  erase.table = parse_table_name(cursor);
  if (cursor.accept_word("AS") || can_be_bare_alias(cursor.peek()))
    erase.alias = cursor.expect_name("an alias");
  const Token& word = cursor.peek();
  const bool tables = cursor.accept_word("USING") || cursor.accept_word("FROM");
  if (tables) erase.using_span = {word.begin, word.end};
  parse_tables_and_condition(cursor, *with, tables);
  erase.rest = std::move(with);
  return erase;
}

Parsed parse_delete(Cursor& cursor) {
  return parse_delete_after(cursor, std::make_shared<Query>());
}

Parsed parse_truncate(Cursor& cursor) {
  cursor.expect_word("TRUNCATE");
  cursor.accept_word("TABLE");
  return TruncateStatement{parse_table_name(cursor)};
}

}  // namespace darties::sql
