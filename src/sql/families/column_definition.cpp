#include "sql/families/family.h"
#include "sql/syntax/parsers.h"
#include "sql/syntax/reserved_words.h"

namespace darties::sql {
namespace {

void read_identity(Cursor& cursor, ColumnDefinition& column, bool by_default) {
  const std::size_t offset = cursor.previous().begin;
  ColumnDefinition::IdentityClause identity;
  identity.by_default = by_default;
  const auto number = [&] {
    const bool negative = cursor.accept_operator("-");
    const std::int64_t value = cursor.expect_integer("a whole number");
    return negative ? -value : value;
  };
  if (cursor.accept_operator("(")) {
    identity.seed = number();
    cursor.expect_operator(",");
    identity.step = number();
    cursor.expect_operator(")");
  }
  if (column.type.id != TypeId::kInteger && column.type.id != TypeId::kBigint) {
    cursor.fail_at(offset, fmt::format("an IDENTITY column must be INT or BIGINT, not {}",
                                       to_string(column.type)));
  }
  if (identity.step == 0) cursor.fail_at(offset, "the step of an IDENTITY column can not be 0");
  column.identity = identity;
  column.not_null = true;
}

KeyConstraint& add_key(TableDefinition& table, KeyConstraint::Kind kind,
                       const std::string& column) {
  KeyConstraint key;
  key.kind = kind;
  key.columns = {column};
  table.keys.push_back(std::move(key));
  return table.keys.back();
}

void read_default(Cursor& cursor, ColumnDefinition& column) {
  const std::size_t begin = cursor.peek().begin;
  parse_operand(cursor);
  column.default_span = cursor.span_from(begin);
  column.default_sql = std::string(cursor.text_of(column.default_span));
}

bool accept_key(Cursor& cursor, ColumnDefinition& column, TableDefinition& table) {
  if (cursor.accept_words({"PRIMARY", "KEY"})) {
    add_key(table, KeyConstraint::Kind::kPrimary, column.name);
    column.not_null = true;
  } else if (cursor.accept_word("UNIQUE")) {
    add_key(table, KeyConstraint::Kind::kUnique, column.name);
  } else if (cursor.accept_word("REFERENCES")) {
    KeyConstraint& key = add_key(table, KeyConstraint::Kind::kForeign, column.name);
    key.referenced_table = parse_table_name(cursor).name;
    if (cursor.at_operator("(")) key.referenced_columns = parse_name_list(cursor, "a column name");
  } else if (cursor.accept_word("DISTKEY")) {
    if (!table.layout.dist_key.empty()) {
      cursor.fail_at(cursor.previous().begin, "a table has one DISTKEY column");
    }
    table.layout.dist_key = column.name;
  } else if (cursor.accept_word("SORTKEY")) {
    table.layout.sort_keys.push_back(column.name);
  } else {
    return false;
  }
  return true;
}

bool accept_attribute(Cursor& cursor, ColumnDefinition& column, TableDefinition& table) {
  if (accept_key(cursor, column, table)) return true;
  if (cursor.accept_words({"NOT", "NULL"})) {
    column.not_null = true;
  } else if (cursor.accept_word("NULL")) {
    return true;
  } else if (cursor.accept_word("DEFAULT")) {
    read_default(cursor, column);
  } else if (cursor.accept_word("IDENTITY")) {
    read_identity(cursor, column, false);
  } else if (cursor.accept_words({"GENERATED", "BY", "DEFAULT", "AS", "IDENTITY"})) {
    read_identity(cursor, column, true);
  } else if (cursor.accept_word("ENCODE")) {
    column.encoding = parse_encoding(cursor);
  } else if (cursor.accept_word("COLLATE")) {
    column.case_insensitive = cursor.at_word("CASE_INSENSITIVE") || cursor.at_word("CI");
    if (column.case_insensitive) cursor.refuse(cursor.previous().begin, "COLLATE CASE_INSENSITIVE");
    if (!cursor.accept_word("CASE_SENSITIVE") && !cursor.accept_word("CS")) {
      cursor.fail_expected("CASE_SENSITIVE or CASE_INSENSITIVE");
    }
  } else {
    return false;
  }
  return true;
}

[[noreturn]] void fail_attribute(const Cursor& cursor) {
  if (cursor.at_word("CHECK"))
    cursor.fail_at(cursor.peek().begin, "CHECK constraints do not exist in Redshift");
  cursor.fail_expected(
      "a comma, ) or a column attribute (NOT NULL, DEFAULT, IDENTITY, ENCODE, DISTKEY, SORTKEY, "
      "PRIMARY KEY, …)");
}

}  // namespace

ColumnDefinition parse_column_definition(Cursor& cursor, TableDefinition& table) {
  ColumnDefinition column;
  column.name_span = {cursor.peek().begin, cursor.peek().end};
  column.name = expect_unreserved_name(cursor, "a column name");
  column.type = parse_data_type(cursor);
  while (accept_attribute(cursor, column, table)) {
  }
  if (!cursor.at_end() && !cursor.at_operator(",") && !cursor.at_operator(")"))
    fail_attribute(cursor);
  return column;
}

bool at_table_constraint(const Cursor& cursor) {
  return cursor.at_word("CONSTRAINT") || cursor.at_words({"PRIMARY", "KEY"}) ||
         cursor.at_words({"FOREIGN", "KEY"}) ||
         (cursor.at_word("UNIQUE") && cursor.at_operator("(", 1));
}

KeyConstraint parse_table_constraint(Cursor& cursor) {
  KeyConstraint key;
  if (cursor.accept_word("CONSTRAINT")) key.name = cursor.expect_name("a constraint name");
  if (cursor.accept_words({"PRIMARY", "KEY"})) {
    key.kind = KeyConstraint::Kind::kPrimary;
  } else if (cursor.accept_word("UNIQUE")) {
    key.kind = KeyConstraint::Kind::kUnique;
  } else if (cursor.accept_words({"FOREIGN", "KEY"})) {
    key.kind = KeyConstraint::Kind::kForeign;
  } else {
    cursor.fail_expected("PRIMARY KEY, UNIQUE or FOREIGN KEY");
  }
  key.columns = parse_name_list(cursor, "a column name");
  if (key.kind == KeyConstraint::Kind::kForeign) {
    cursor.expect_word("REFERENCES");
    key.referenced_table = parse_table_name(cursor).name;
    if (cursor.at_operator("(")) key.referenced_columns = parse_name_list(cursor, "a column name");
  }
  return key;
}

}  // namespace darties::sql
