#include "sql/families/family.h"
#include "sql/syntax/parsers.h"

// DECLARE, FETCH, CLOSE.

namespace darties::sql {

Parsed parse_declare(Cursor& cursor) {
  cursor.expect_word("DECLARE");
  DeclareCursorStatement declare;
  declare.name = cursor.expect_name("the name of a cursor");
  while (cursor.accept_word("BINARY") || cursor.accept_word("INSENSITIVE") ||
         cursor.accept_words({"NO", "SCROLL"})) {
  }
  if (cursor.at_word("SCROLL")) cursor.refuse(cursor.peek().begin, "a SCROLL cursor");
  cursor.expect_word("CURSOR");
  if (cursor.at_words({"WITH", "HOLD"})) cursor.refuse(cursor.peek().begin, "a cursor WITH HOLD");
  cursor.accept_words({"WITHOUT", "HOLD"});
  cursor.expect_word("FOR");
  declare.query = parse_query(cursor);
  cursor.accept_words({"FOR", "READ", "ONLY"});
  return declare;
}

Parsed parse_fetch(Cursor& cursor) {
  cursor.expect_word("FETCH");
  FetchStatement fetch;
  const bool from_first = cursor.at_word("FROM") || cursor.at_word("IN");
  if (!from_first) {
    const bool forward = cursor.accept_word("FORWARD");
    if (cursor.accept_word("ALL")) {
      fetch.count = std::nullopt;
    } else if (cursor.peek().kind == TokenKind::kNumber) {
      fetch.count = cursor.expect_integer("a number of rows");
    } else if (cursor.at_any_word({"PRIOR", "BACKWARD", "FIRST", "LAST", "ABSOLUTE", "RELATIVE"})) {
      cursor.refuse(cursor.peek().begin, "FETCH other than forward; cursors do not scroll");
    } else if (!forward) {
      cursor.accept_word("NEXT");
    }
  }
  if (!cursor.accept_word("FROM")) cursor.accept_word("IN");
  fetch.name = cursor.expect_name("the name of a cursor");
  return fetch;
}

Parsed parse_close(Cursor& cursor) {
  cursor.expect_word("CLOSE");
  return CloseStatement{cursor.expect_name("the name of a cursor")};
}

}  // namespace darties::sql
