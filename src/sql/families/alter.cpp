#include "sql/families/family.h"

namespace darties::sql {
namespace {

using Action = AlterTableStatement::Action;

void read_add(Cursor& cursor, AlterTableStatement& alter) {
  if (at_table_constraint(cursor)) {
    alter.action = Action::kAddConstraint;
    alter.constraint = parse_table_constraint(cursor);
    return;
  }
  alter.action = Action::kAddColumn;
  cursor.accept_word("COLUMN");
  const std::size_t offset = cursor.peek().begin;
  TableDefinition keys;
  alter.column = parse_column_definition(cursor, keys);
  if (!keys.keys.empty() || alter.column.identity || !keys.layout.dist_key.empty() ||
      !keys.layout.sort_keys.empty()) {
    cursor.fail_at(
        offset,
        "ADD COLUMN takes no PRIMARY KEY, UNIQUE, REFERENCES, IDENTITY, DISTKEY or SORTKEY");
  }
  if (alter.column.not_null && !alter.column.default_sql) {
    cursor.fail_at(offset, "a column added as NOT NULL needs a DEFAULT");
  }
}

void read_drop(Cursor& cursor, AlterTableStatement& alter) {
  if (cursor.accept_word("CONSTRAINT")) {
    alter.action = Action::kDropConstraint;
    alter.constraint_name = cursor.expect_name("a constraint name");
  } else {
    alter.action = Action::kDropColumn;
    cursor.accept_word("COLUMN");
    alter.column.name_span = {cursor.peek().begin, cursor.peek().end};
    alter.column.name = cursor.expect_name("a column name");
  }
  alter.cascade = cursor.accept_word("CASCADE");
  if (!alter.cascade) cursor.accept_word("RESTRICT");
}

void read_rename(Cursor& cursor, AlterTableStatement& alter) {
  if (cursor.accept_word("TO")) {
    alter.action = Action::kRenameTable;
    const std::size_t offset = cursor.peek().begin;
    alter.new_name = cursor.expect_name("a table name");
    if (cursor.at_operator("."))
      cursor.refuse(offset, "RENAME TO a name with a schema; a table stays in its own");
    if (alter.new_name.starts_with('#'))
      cursor.fail_at(offset, "a table can not be renamed to a temporary name (#)");
    return;
  }
  alter.action = Action::kRenameColumn;
  cursor.accept_word("COLUMN");
  alter.column.name_span = {cursor.peek().begin, cursor.peek().end};
  alter.column.name = cursor.expect_name("a column name");
  cursor.expect_word("TO");
  alter.new_name = cursor.expect_name("a column name");
}

/// COLUMN c TYPE t | COLUMN c ENCODE e [, ALTER COLUMN …]
void read_alter_column(Cursor& cursor, AlterTableStatement& alter) {
  alter.column.name_span = {cursor.peek().begin, cursor.peek().end};
  const std::string name = cursor.expect_name("a column name");
  if (cursor.accept_word("TYPE")) {
    const std::size_t offset = cursor.peek().begin;
    alter.action = Action::kAlterColumnType;
    alter.column.name = name;
    alter.column.type = parse_data_type(cursor);
    if (alter.column.type.id != TypeId::kVarchar)
      cursor.fail_at(offset, "only the size of a VARCHAR column can be altered");
    return;
  }
  alter.action = Action::kLayout;
  cursor.expect_word("ENCODE");
  alter.encodings.push_back({name, parse_encoding(cursor)});
}

void read_alter(Cursor& cursor, AlterTableStatement& alter) {
  if (cursor.accept_word("COLUMN")) {
    read_alter_column(cursor, alter);
  } else {
    alter.action = Action::kLayout;
    if (cursor.accept_word("DISTKEY") || cursor.accept_words({"DISTSTYLE", "KEY", "DISTKEY"})) {
      const bool parenthesis = cursor.accept_operator("(");
      alter.layout.dist_key = cursor.expect_name("a column name");
      alter.layout.dist_style = "KEY";
      if (parenthesis) cursor.expect_operator(")");
    } else if (!accept_layout(cursor, alter.layout, false)) {
      cursor.fail_expected("COLUMN, DISTKEY, DISTSTYLE, SORTKEY or ENCODE");
    }
  }
  while (cursor.accept_operator(",")) {
    cursor.expect_word("ALTER");
    if (alter.action == Action::kAlterColumnType) cursor.fail_expected("the end of the statement");
    read_alter(cursor, alter);
  }
}

void read_append(Cursor& cursor, AlterTableStatement& alter) {
  alter.action = Action::kAppend;
  cursor.expect_word("FROM");
  alter.append_from = parse_table_name(cursor);
  alter.ignore_extra = cursor.accept_word("IGNOREEXTRA");
  alter.fill_target = !alter.ignore_extra && cursor.accept_word("FILLTARGET");
}

}  // namespace

Parsed parse_alter(Cursor& cursor) {
  if (cursor.at_words({"ALTER", "SCHEMA"})) return parse_alter_schema(cursor);
  if (cursor.at_words({"ALTER", "MATERIALIZED"})) return parse_materialized_view(cursor);
  cursor.expect_word("ALTER");
  cursor.expect_word("TABLE");
  AlterTableStatement alter;
  alter.table = parse_table_name(cursor);
  if (cursor.accept_word("ADD")) {
    read_add(cursor, alter);
  } else if (cursor.accept_word("DROP")) {
    read_drop(cursor, alter);
  } else if (cursor.accept_word("RENAME")) {
    read_rename(cursor, alter);
  } else if (cursor.accept_word("ALTER")) {
    read_alter(cursor, alter);
  } else if (cursor.accept_word("APPEND")) {
    read_append(cursor, alter);
  } else if (cursor.accept_words({"OWNER", "TO"})) {
    alter.action = Action::kOwner;
    alter.new_name = cursor.expect_name("a user name");
  } else {
    cursor.fail_expected("ADD, DROP, RENAME, ALTER, APPEND or OWNER TO");
  }
  return alter;
}

}  // namespace darties::sql
