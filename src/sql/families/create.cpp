#include <algorithm>

#include "sql/families/family.h"
#include "sql/syntax/parsers.h"

namespace darties::sql {
namespace {

const ColumnDefinition* find_column(const TableDefinition& table, const std::string& name) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(),
                   [&](const ColumnDefinition& column) { return column.name == name; });
  return found == table.columns.end() ? nullptr : &*found;
}

bool said_something(const PhysicalLayout& layout) {
  return !layout.dist_style.empty() || !layout.dist_key.empty() || !layout.sort_keys.empty() ||
         layout.sort_auto || layout.encode_auto;
}

/// The columns that keys, DISTKEY and SORTKEY name are there, and none is there twice.
void check_names(const Cursor& cursor, const CreateTableStatement& create) {
  const TableDefinition& table = create.table;
  for (const auto& column : table.columns) {
    if (find_column(table, column.name) != &column) {
      cursor.fail_at(column.name_span.begin,
                     fmt::format("the column {} is there twice", column.name));
    }
  }
  if (!create.likes.empty()) {
    if (said_something(table.layout))
      cursor.fail_at(create.name_span.begin, "LIKE brings its own table attributes; say no others");
    return;
  }
  const auto known = [&](const std::string& name, std::string_view where) {
    if (!name.empty() && find_column(table, name) == nullptr) {
      cursor.fail_at(create.name_span.begin,
                     fmt::format("{} names a column that is not there: {}", where, name));
    }
  };
  known(table.layout.dist_key, "DISTKEY");
  for (const auto& name : table.layout.sort_keys) known(name, "SORTKEY");
  for (const auto& key : table.keys) {
    for (const auto& name : key.columns) known(name, "a key");
  }
}

/// A primary key's columns can not be NULL, however the key was declared.
void apply_primary_key(TableDefinition& table) {
  for (const auto& key : table.keys) {
    if (key.kind != KeyConstraint::Kind::kPrimary) continue;
    for (auto& column : table.columns) {
      if (std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end())
        column.not_null = true;
    }
  }
}

void check_layout(const Cursor& cursor, const PhysicalLayout& layout, std::size_t offset) {
  if (layout.dist_style == "KEY" && layout.dist_key.empty())
    cursor.fail_at(offset, "DISTSTYLE KEY needs a DISTKEY column");
  if (!layout.dist_key.empty() && !layout.dist_style.empty() && layout.dist_style != "KEY") {
    cursor.fail_at(offset,
                   fmt::format("DISTKEY is not compatible with DISTSTYLE {}", layout.dist_style));
  }
}

void read_elements(Cursor& cursor, CreateTableStatement& create) {
  do {
    if (cursor.accept_word("LIKE")) {
      CreateTableStatement::Like like;
      like.parent = parse_table_name(cursor);
      like.position = create.table.columns.size();
      if (cursor.accept_words({"INCLUDING", "DEFAULTS"})) {
        like.including_defaults = true;
      } else {
        cursor.accept_words({"EXCLUDING", "DEFAULTS"});
      }
      create.likes.push_back(std::move(like));
    } else if (cursor.at_word("CHECK") && cursor.at_operator("(", 1)) {
      cursor.fail_at(cursor.peek().begin, "CHECK constraints do not exist in Redshift");
    } else if (at_table_constraint(cursor)) {
      create.table.keys.push_back(parse_table_constraint(cursor));
    } else {
      create.table.columns.push_back(parse_column_definition(cursor, create.table));
    }
  } while (cursor.accept_operator(","));
  cursor.expect_operator(")");
}

/// ( name, … ) as CREATE TABLE AS takes it: no types.
bool at_bare_names(const Cursor& cursor) {
  return cursor.at_operator("(") && cursor.at_name(1) &&
         (cursor.at_operator(",", 2) || cursor.at_operator(")", 2));
}

Parsed read_as(Cursor& cursor, CreateTableStatement head, std::vector<std::string> names) {
  CreateTableAsStatement create;
  create.table = std::move(head.table);
  create.name_span = head.name_span;
  create.if_not_exists = head.if_not_exists;
  for (auto& name : names) {
    ColumnDefinition column;
    column.name = std::move(name);
    create.table.columns.push_back(std::move(column));
  }
  while (accept_layout(cursor, create.table.layout, true)) {
  }
  check_layout(cursor, create.table.layout, create.name_span.begin);
  cursor.expect_word("AS");
  create.query = parse_query(cursor);
  return create;
}

}  // namespace

Parsed parse_create_table(Cursor& cursor) {
  CreateTableStatement create;
  cursor.accept_word("LOCAL");
  create.table.temporary = cursor.accept_word("TEMPORARY") || cursor.accept_word("TEMP");
  cursor.expect_word("TABLE");
  create.if_not_exists = cursor.accept_words({"IF", "NOT", "EXISTS"});
  const NamedTable name = parse_table_name(cursor);
  create.table.name = name.name;
  create.name_span = name.span;
  if (name.name.name.starts_with('#')) create.table.temporary = true;
  if (create.table.temporary && !name.name.schema.empty()) {
    cursor.fail_at(name.span.begin, "a temporary table takes no schema");
  }
  if (!cursor.at_operator("(")) return read_as(cursor, std::move(create), {});
  if (at_bare_names(cursor)) {
    auto names = parse_name_list(cursor, "a column name");
    return read_as(cursor, std::move(create), std::move(names));
  }
  cursor.expect_operator("(");
  read_elements(cursor, create);
  while (accept_layout(cursor, create.table.layout, false)) {
  }
  if (cursor.at_words({"USING", "ICEBERG"}))
    cursor.refuse(cursor.peek().begin, "CREATE TABLE … USING ICEBERG");
  cursor.expect_end();
  apply_primary_key(create.table);
  check_names(cursor, create);
  check_layout(cursor, create.table.layout, create.name_span.begin);
  return create;
}

Parsed parse_create(Cursor& cursor) {
  cursor.expect_word("CREATE");
  if (cursor.at_word("SCHEMA")) return parse_create_schema(cursor);
  Cursor ahead = cursor;
  ahead.accept_words({"OR", "REPLACE"});
  ahead.accept_word("LOCAL");
  if (!ahead.accept_word("TEMPORARY")) ahead.accept_word("TEMP");
  if (ahead.at_word("VIEW") || ahead.at_word("MATERIALIZED")) return parse_create_view(cursor);
  if (ahead.at_word("TABLE")) return parse_create_table(cursor);
  ahead.fail_expected("TABLE, VIEW, MATERIALIZED VIEW or SCHEMA");
}

}  // namespace darties::sql
