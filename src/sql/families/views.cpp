#include "sql/families/family.h"
#include "sql/syntax/parsers.h"

// CREATE VIEW and CREATE, REFRESH, ALTER MATERIALIZED VIEW.

namespace darties::sql {
namespace {

bool yes_or_no(Cursor& cursor) {
  if (cursor.accept_word("YES")) return true;
  if (!cursor.accept_word("NO")) cursor.fail_expected("YES or NO");
  return false;
}

void read_materialized(Cursor& cursor, CreateViewStatement& create) {
  while (true) {
    if (cursor.accept_words({"AUTO", "REFRESH"})) {
      create.auto_refresh = yes_or_no(cursor);
    } else if (!accept_layout(cursor, create.layout, false)) {
      return;
    }
  }
}

void read_alteration(Cursor& cursor, MaterializedViewStatement& alter) {
  using Action = MaterializedViewStatement::Action;
  if (cursor.accept_words({"AUTO", "REFRESH"})) {
    alter.action = Action::kAutoRefresh;
    alter.on = yes_or_no(cursor);
  } else if (cursor.accept_words({"ROW", "LEVEL", "SECURITY"})) {
    alter.action = Action::kRowLevelSecurity;
    alter.on = cursor.accept_word("ON");
    if (!alter.on && !cursor.accept_word("OFF")) cursor.fail_expected("ON or OFF");
    while (!cursor.at_end()) cursor.next();  // CONJUNCTION TYPE …, FOR DATASHARES
  } else {
    cursor.fail_expected("AUTO REFRESH or ROW LEVEL SECURITY");
  }
}

}  // namespace

Parsed parse_create_view(Cursor& cursor) {
  CreateViewStatement create;
  create.or_replace = cursor.accept_words({"OR", "REPLACE"});
  create.temporary = cursor.accept_word("TEMPORARY") || cursor.accept_word("TEMP");
  create.materialized = !create.or_replace && cursor.accept_word("MATERIALIZED");
  cursor.expect_word("VIEW");
  create.view = parse_table_name(cursor);
  if (create.view.name.name.starts_with('#')) create.temporary = true;
  if (create.temporary && !create.view.name.schema.empty())
    cursor.fail_at(create.view.span.begin, "a temporary view takes no schema");
  if (create.materialized) read_materialized(cursor, create);
  if (cursor.at_operator("(")) create.columns = parse_name_list(cursor, "a column name");
  if (create.materialized) read_materialized(cursor, create);
  cursor.expect_word("AS");
  create.query = parse_query(cursor);
  if (!create.materialized)
    create.late_binding = cursor.accept_words({"WITH", "NO", "SCHEMA", "BINDING"});
  return create;
}

Parsed parse_materialized_view(Cursor& cursor) {
  MaterializedViewStatement statement;
  const bool alter = cursor.accept_word("ALTER");
  if (!alter) cursor.expect_word("REFRESH");
  cursor.expect_word("MATERIALIZED");
  cursor.expect_word("VIEW");
  statement.view = parse_table_name(cursor);
  if (alter) {
    read_alteration(cursor, statement);
  } else if (!cursor.accept_word("CASCADE")) {
    cursor.accept_word("RESTRICT");
  }
  return statement;
}

}  // namespace darties::sql
