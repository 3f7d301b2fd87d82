#include "base/text.h"
#include "sql/families/family.h"

// SHOW, and what else is answered from the catalogs: the statement becomes a query of the system views.

namespace darties::sql {
namespace {

std::string literal_or_name(Cursor& cursor, std::string_view what) {
  return cursor.at_string() ? string_value(cursor.next()) : cursor.expect_name(what);
}

/// [LIKE 'pattern'] [LIMIT n], over the column that the list is ordered by.
std::string filtered(Cursor& cursor, std::string query, std::string_view column) {
  if (cursor.accept_word("LIKE")) {
    query +=
        fmt::format(" AND {} LIKE {}", column, quote_literal(literal_or_name(cursor, "a pattern")));
  }
  query += fmt::format(" ORDER BY {}", column);
  if (cursor.accept_word("LIMIT"))
    query += fmt::format(" LIMIT {}", cursor.expect_integer("a number of rows"));
  return query;
}

std::string show_databases(Cursor& cursor) {
  if (cursor.accept_words({"FROM", "DATA", "CATALOG"}) || cursor.at_word("IN"))
    cursor.refuse(cursor.previous().begin, "SHOW DATABASES FROM DATA CATALOG");
  return filtered(
      cursor,
      "SELECT catalog_name AS database_name, schema_owner AS database_owner, 'local' AS "
      "database_type FROM information_schema.schemata WHERE schema_name = 'public'",
      "database_name");
}

std::string show_schemas(Cursor& cursor) {
  std::string database = "dev";
  if (cursor.accept_word("FROM")) {
    cursor.expect_word("DATABASE");
    database = literal_or_name(cursor, "the name of a database");
  }
  return filtered(cursor,
                  "SELECT catalog_name AS database_name, schema_name, schema_owner, 'local' AS "
                  "schema_type FROM information_schema.schemata WHERE catalog_name = " +
                      quote_literal(database),
                  "schema_name");
}

/// [database.]schema
std::string schema_name(Cursor& cursor) {
  std::string name = cursor.expect_name("the name of a schema");
  if (cursor.accept_operator(".")) name = cursor.expect_name("the name of a schema");
  return name;
}

std::string show_tables(Cursor& cursor) {
  cursor.expect_word("FROM");
  cursor.expect_word("SCHEMA");
  return filtered(
      cursor,
      "SELECT table_catalog AS database_name, table_schema AS schema_name, table_name, "
      "CASE WHEN table_type = 'VIEW' THEN 'VIEW' ELSE 'TABLE' END AS table_type, remarks "
      "FROM svv_tables WHERE table_schema = " +
          quote_literal(schema_name(cursor)),
      "table_name");
}

std::string show_columns(Cursor& cursor) {
  cursor.expect_word("FROM");
  cursor.expect_word("TABLE");
  const NamedTable table = parse_table_name(cursor);
  const std::string schema = table.name.schema.empty() ? "public" : table.name.schema;
  return filtered(
      cursor,
      fmt::format("SELECT table_catalog AS database_name, table_schema AS schema_name, table_name, "
                  "column_name, ordinal_position, column_default, is_nullable, data_type, "
                  "character_maximum_length, numeric_precision, numeric_scale, remarks FROM "
                  "svv_columns WHERE table_schema = {} AND table_name = {}",
                  quote_literal(schema), quote_literal(table.name.name)),
      "ordinal_position");
}

std::string show_view(Cursor& cursor) {
  const NamedTable view = parse_table_name(cursor);
  const std::string schema = view.name.schema.empty() ? "public" : view.name.schema;
  return fmt::format(
      "SELECT definition AS \"Show View DDL statement\" FROM pg_views WHERE schemaname = {} AND "
      "viewname = {}",
      quote_literal(schema), quote_literal(view.name.name));
}

struct Shown {
  std::string_view word;
  std::string (*query)(Cursor&);
};

constexpr Shown kShown[] = {
    {"DATABASES", show_databases}, {"SCHEMAS", show_schemas}, {"TABLES", show_tables},
    {"COLUMNS", show_columns},     {"VIEW", show_view},
};

// What only a cluster has, or is not there yet.
constexpr std::string_view kRefused[] = {"EXTERNAL", "GRANTS",      "PARAMETERS", "POLICIES",
                                         "MASKING",  "CONSTRAINTS", "FUNCTIONS",  "PROCEDURES",
                                         "TEMPLATE", "TEMPLATES",   "COLUMN",     "TABLE"};

}  // namespace

Parsed parse_show(Cursor& cursor) {
  cursor.expect_word("SHOW");
  const std::size_t begin = cursor.peek().begin;
  ShowStatement show;
  for (const auto& known : kShown) {
    if (!cursor.accept_word(known.word)) continue;
    show.what = lower_ascii(known.word);
    show.query = known.query(cursor);
    return show;
  }
  for (const auto word : kRefused) {
    if (cursor.at_word(word) && cursor.peek(1).kind != TokenKind::kEnd) {
      cursor.refuse(begin, fmt::format("SHOW {}; read pg_table_def, svv_columns or "
                                       "svv_relation_privileges",
                                       word));
    }
  }
  if (!cursor.at_name()) cursor.fail_expected("what to show");
  show.what = cursor.expect_name("the name of a setting");
  while (cursor.accept_operator(".")) show.what += "." + cursor.expect_name("a setting");
  if (show.what == "time" && cursor.accept_word("ZONE")) show.what = "timezone";
  if (show.what == "session" && cursor.accept_word("AUTHORIZATION"))
    show.what = "session_authorization";
  if (show.what == "transaction" && cursor.accept_words({"ISOLATION", "LEVEL"}))
    show.what = "transaction_isolation";
  return show;
}

Parsed parse_analyze_compression(Cursor& cursor) {
  cursor.expect_word("ANALYZE");
  cursor.expect_word("COMPRESSION");
  ShowStatement show{.what = "analyze compression"};
  show.query =
      "SELECT TRIM(tablename) AS \"table\", TRIM(\"column\") AS \"column\", "
      "CASE WHEN encoding = 'none' THEN 'raw' ELSE encoding END AS encoding, 0.00 AS "
      "est_reduction_pct FROM pg_table_def WHERE 1 = 1";
  if (!cursor.at_end() && !cursor.at_word("COMPROWS")) {
    const NamedTable table = parse_table_name(cursor);
    const std::string schema = table.name.schema.empty() ? "public" : table.name.schema;
    show.query += fmt::format(" AND schemaname = {} AND tablename = {}", quote_literal(schema),
                              quote_literal(table.name.name));
  }
  if (cursor.at_operator("(")) {
    std::string list;
    for (const auto& name : parse_name_list(cursor, "a column name"))
      list += (list.empty() ? "" : ", ") + quote_literal(name);
    show.query += fmt::format(" AND \"column\" IN ({})", list);
  }
  if (cursor.accept_word("COMPROWS")) cursor.expect_integer("a number of rows");
  return show;
}

}  // namespace darties::sql
