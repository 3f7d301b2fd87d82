#include "sql/families/family.h"

namespace darties::sql {

Parsed parse_drop(Cursor& cursor) {
  using Kind = DropStatement::Kind;
  cursor.expect_word("DROP");
  DropStatement drop;
  if (cursor.accept_word("TABLE")) {
    drop.kind = Kind::kTable;
  } else if (cursor.accept_word("VIEW")) {
    drop.kind = Kind::kView;
  } else if (cursor.accept_words({"MATERIALIZED", "VIEW"})) {
    drop.kind = Kind::kMaterializedView;
  } else if (cursor.accept_word("SCHEMA")) {
    drop.kind = Kind::kSchema;
  } else {
    cursor.fail_expected("TABLE, VIEW, MATERIALIZED VIEW or SCHEMA");
  }
  drop.if_exists = cursor.accept_words({"IF", "EXISTS"});
  do {
    drop.names.push_back(parse_table_name(cursor));
  } while (cursor.accept_operator(","));
  if (drop.kind == Kind::kSchema && cursor.at_words({"DROP", "EXTERNAL", "DATABASE"}))
    cursor.refuse(cursor.peek().begin, "DROP SCHEMA … DROP EXTERNAL DATABASE");
  drop.cascade = cursor.accept_word("CASCADE");
  if (!drop.cascade) cursor.accept_word("RESTRICT");
  return drop;
}

}  // namespace darties::sql
