#include "warehouse/engines/embedded/declarations.h"

#include <fmt/format.h>

#include "base/text.h"
#include "warehouse/engines/embedded/column_types.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/warehouse_file.h"

namespace darties {
namespace {

Value text_or_null(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

std::string literal_or_null(const Value& text) { return text ? duck::literal(*text) : "NULL"; }

std::string flag(bool value) { return value ? "true" : "false"; }

std::string_view kind_name(sql::KeyConstraint::Kind kind) {
  switch (kind) {
    case sql::KeyConstraint::Kind::kPrimary:
      return "PRIMARY KEY";
    case sql::KeyConstraint::Kind::kUnique:
      return "UNIQUE";
    case sql::KeyConstraint::Kind::kForeign:
      break;
  }
  return "FOREIGN KEY";
}

ColumnShape column_from(const Row& row) {
  ColumnShape column{.name = *row[0], .type = sql::parse_type(*row[1]), .not_null = row[2] == "t"};
  column.default_sql = row[3];
  if (row[4]) {
    column.identity = ColumnShape::Identity{
        .seed = std::stoll(*row[4]), .step = std::stoll(*row[5]), .by_default = row[6] == "t"};
  }
  return column;
}

sql::PhysicalLayout layout_from(const Row& row) {
  sql::PhysicalLayout layout;
  layout.dist_style = row[9].value_or("");
  layout.dist_key = row[10].value_or("");
  layout.sort_auto = row[11] == "AUTO";
  layout.interleaved = row[11] == "INTERLEAVED";
  layout.sort_keys = names_in(row[12]);
  return layout;
}

// CREATE TABLE AS names its keys, or says where they stand: DISTKEY(1).
void resolve_key(const sql::TableDefinition& table, std::string& key) {
  for (const auto& column : table.columns) {
    if (column.name == key) return;
  }
  if (key.find_first_not_of("0123456789") != std::string::npos) {
    throw Error(ErrorKind::kNotFound, "column \"{}\" of relation \"{}\" does not exist", key,
                table.name.name);
  }
  const std::size_t place = key.size() > 4 ? 0 : std::stoul(key);
  if (place == 0 || place > table.columns.size()) {
    throw Error(ErrorKind::kInvalid, "there is no column {} in {}, which has {}", key,
                table.name.name, table.columns.size());
  }
  key = table.columns[place - 1].name;
}

void resolve_keys(sql::TableDefinition& table) {
  if (!table.layout.dist_key.empty()) resolve_key(table, table.layout.dist_key);
  for (auto& key : table.layout.sort_keys) resolve_key(table, key);
}

// The name PostgreSQL gives to a key that has none.
std::string key_name(const std::string& table, const sql::KeyConstraint& key) {
  if (!key.name.empty()) return key.name;
  if (key.kind == sql::KeyConstraint::Kind::kPrimary) return table + "_pkey";
  const bool foreign = key.kind == sql::KeyConstraint::Kind::kForeign;
  return fmt::format("{}_{}_{}", table, key.columns.front(), foreign ? "fkey" : "key");
}

std::string sort_style(const sql::PhysicalLayout& layout) {
  if (layout.sort_auto) return "AUTO";
  if (layout.sort_keys.empty()) return "";
  return layout.interleaved ? "INTERLEAVED" : "COMPOUND";
}

}  // namespace

// Names go into a list column as one text, parted by a character that no name holds.
static constexpr std::string_view kSeparator = "\x1f";

Value list_of(const std::vector<std::string>& names) {
  if (names.empty()) return std::nullopt;
  return join(names, kSeparator);
}

// How a statement reads such a text: string_split of NULL is NULL.
std::string list_parameter(int number) { return fmt::format("string_split(${}, chr(31))", number); }

std::string list_column(const std::string& column) {
  return fmt::format("array_to_string({}, chr(31))", column);
}

std::vector<std::string> names_in(const Value& list) {
  std::vector<std::string> names;
  if (!list) return names;
  for (const std::string_view name : split(*list, kSeparator.front())) names.emplace_back(name);
  return names;
}

std::optional<std::int64_t> Declarations::id_of(const sql::QualifiedName& table) const {
  const auto found = duck::rows(
      connection_,
      "SELECT table_id FROM dev.darties_internal.tables WHERE schema_name = $1 AND table_name = $2",
      {table.schema, table.name});
  if (found.empty()) return std::nullopt;
  return std::stoll(*found[0][0]);
}

std::optional<Declaration> Declarations::find(const sql::QualifiedName& table) const {
  const auto found =
      duck::rows(connection_,
                 "SELECT c.column_name, c.type, c.not_null, c.default_sql, c.identity_seed, "
                 "c.identity_step, c.identity_by_default, t.table_id, c.encoding, t.dist_style, "
                 "t.dist_key, t.sort_style, " +
                     list_column("t.sort_keys") +
                     " FROM dev.darties_internal.tables AS t "
                     "JOIN dev.darties_internal.columns AS c ON c.table_id = t.table_id "
                     "WHERE t.schema_name = $1 AND t.table_name = $2 ORDER BY c.position",
                 {table.schema, table.name});
  if (found.empty()) return std::nullopt;
  Declaration declaration{.table_id = std::stoll(*found[0][7])};
  for (const Row& row : found) {
    declaration.columns.push_back(column_from(row));
    declaration.encodings.push_back(row[8].value_or(""));
  }
  declaration.layout = layout_from(found[0]);
  return declaration;
}

std::vector<sql::ColumnDefinition> columns_of(duckdb_connection connection,
                                              const std::string& duckdb_name) {
  return columns_of_select(connection, "SELECT * FROM " + duckdb_name);
}

std::vector<sql::ColumnDefinition> columns_of_select(duckdb_connection connection,
                                                     const std::string& duckdb_sql) {
  duckdb_prepared_statement raw = nullptr;
  const auto state = duckdb_prepare(connection, duckdb_sql.c_str(), &raw);
  const duck::Prepared prepared(raw);
  std::vector<sql::ColumnDefinition> columns;
  if (state != DuckDBSuccess) return columns;
  for (idx_t i = 0; i < duckdb_prepared_statement_column_count(raw); ++i) {
    const duck::LogicalType type(duckdb_prepared_statement_column_logical_type(raw, i));
    const duck::Text name(const_cast<char*>(duckdb_prepared_statement_column_name(raw, i)));
    const sql::Type longest_text{.id = sql::TypeId::kVarchar, .length = 65535};
    columns.push_back(
        {.name = name.get(), .type = duck::redshift_type(type.get()).value_or(longest_text)});
  }
  return columns;
}

std::vector<sql::ColumnDefinition> columns_of_query(duckdb_connection connection,
                                                    const sql::TableCreated& created) {
  auto columns = columns_of(connection, duckdb_table_name(created.table.name));
  if (columns.size() != created.query_types.size()) return columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& declared = created.query_types[i];
    if (declared && columns[i].type.id == sql::TypeId::kVarchar) columns[i].type = *declared;
  }
  return columns;
}

std::string duckdb_table_name(const sql::QualifiedName& resolved) {
  if (resolved.schema == kTemporarySchema)
    return fmt::format("temp.main.{}", duck::identifier(resolved.name));
  return fmt::format("{}.{}.{}", kDatabaseName, duck::identifier(resolved.schema),
                     duck::identifier(resolved.name));
}

void Declarations::add(const sql::TableCreated& created) {
  // CREATE TABLE IF NOT EXISTS gives the effect also when the table was there.
  if (id_of(created.table.name)) return;
  const auto id = std::stoll(
      *duck::rows(connection_, "SELECT nextval('dev.darties_internal.object_ids')")[0][0]);
  sql::TableDefinition table = created.table;
  if (created.columns_from_query) {
    table.columns = columns_of_query(connection_, created);
    resolve_keys(table);
  }
  write(id, table);
}

void Declarations::write(std::int64_t table_id, const sql::TableDefinition& table) {
  const sql::PhysicalLayout& layout = table.layout;
  duck::run_or_throw(
      connection_,
      "INSERT INTO dev.darties_internal.tables (table_id, schema_name, table_name, dist_style, "
      "dist_key, sort_style, sort_keys, backup, encode_auto, created_at) "
      "SELECT $1::BIGINT, $2, $3, $4, $5, $6, " +
          list_parameter(7) + ", $8::BOOLEAN, $9::BOOLEAN, now()::TIMESTAMP",
      {fmt::to_string(table_id), table.name.schema, table.name.name,
       text_or_null(layout.dist_style), text_or_null(layout.dist_key),
       text_or_null(sort_style(layout)), list_of(layout.sort_keys),
       layout.backup ? Value(flag(*layout.backup)) : std::nullopt, flag(layout.encode_auto)});
  write_columns(table_id, table.columns, 1);
  write_keys(table_id, table.name.name, table.keys);
}

void Declarations::write_columns(std::int64_t table_id,
                                 const std::vector<sql::ColumnDefinition>& columns,
                                 int first_position) {
  if (columns.empty()) return;
  std::string sql = "INSERT INTO dev.darties_internal.columns VALUES ";
  int position = first_position;
  for (const sql::ColumnDefinition& column : columns) {
    const auto& identity = column.identity;
    sql += fmt::format("{}({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, NULL, {})",
                       position == first_position ? "" : ", ", table_id, position + 1,
                       duck::literal(column.name), duck::literal(sql::to_string(column.type)),
                       column.not_null || identity, literal_or_null(column.default_sql),
                       literal_or_null(text_or_null(column.encoding)),
                       identity ? fmt::to_string(identity->seed) : "NULL",
                       identity ? fmt::to_string(identity->step) : "NULL",
                       identity ? flag(identity->by_default) : "NULL", column.case_insensitive);
    ++position;
  }
  duck::run_or_throw(connection_, sql);
}

void Declarations::write_keys(std::int64_t table_id, const std::string& table,
                              const std::vector<sql::KeyConstraint>& keys) {
  for (const sql::KeyConstraint& key : keys) {
    const bool foreign = key.kind == sql::KeyConstraint::Kind::kForeign;
    duck::run_or_throw(
        connection_,
        "INSERT INTO dev.darties_internal.keys SELECT $1::BIGINT, $2, $3, " + list_parameter(4) +
            ", $5, " + list_parameter(6),
        {fmt::to_string(table_id), key_name(table, key), std::string(kind_name(key.kind)),
         list_of(key.columns), foreign ? Value(to_string(key.referenced_table)) : std::nullopt,
         list_of(key.referenced_columns)});
  }
}

void Declarations::remove(const sql::QualifiedName& relation) {
  if (const auto id = id_of(relation)) {
    for (const char* table : {"columns", "keys", "tables"}) {
      duck::run_or_throw(
          connection_,
          fmt::format("DELETE FROM dev.darties_internal.{} WHERE table_id = $1", table),
          {fmt::to_string(*id)});
    }
  }
  duck::run_or_throw(
      connection_,
      "DELETE FROM dev.darties_internal.views WHERE schema_name = $1 AND view_name = $2",
      {relation.schema, relation.name});
}

void Declarations::remove_schema(const std::string& schema) {
  for (const char* table : {"columns", "keys"}) {
    duck::run_or_throw(
        connection_,
        fmt::format("DELETE FROM dev.darties_internal.{} WHERE table_id IN "
                    "(SELECT table_id FROM dev.darties_internal.tables WHERE schema_name = $1)",
                    table),
        {schema});
  }
  duck::run_or_throw(connection_, "DELETE FROM dev.darties_internal.tables WHERE schema_name = $1",
                     {schema});
  for (const char* table : {"views", "schemas"}) {
    duck::run_or_throw(
        connection_,
        fmt::format("DELETE FROM dev.darties_internal.{} WHERE schema_name = $1", table), {schema});
  }
}

}  // namespace darties
