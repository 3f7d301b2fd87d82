#include "sql/families/family.h"
#include "sql/syntax/parsers.h"

namespace darties::sql {

Parsed parse_select(Cursor& cursor) {
  SelectStatement select;
  select.query = parse_query(cursor);
  if (const SelectBody* body = first_select(*select.query)) select.into = body->into;
  return select;
}

Parsed parse_with(Cursor& cursor) {
  Cursor ahead = cursor;
  auto with = std::make_shared<Query>();
  accept_with(ahead, *with);
  if (!ahead.at_word("UPDATE") && !ahead.at_word("DELETE")) return parse_select(cursor);
  cursor = ahead;
  return cursor.at_word("UPDATE") ? parse_update_after(cursor, with)
                                  : parse_delete_after(cursor, with);
}

}  // namespace darties::sql
