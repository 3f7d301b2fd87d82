#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sql/translate.h"
#include "warehouse/engine.h"
#include "warehouse/engines/embedded/duckdb_handles.h"
#include "warehouse/table_shape.h"

namespace darties {

/// What was declared of one table, as darties_internal remembers it.
struct Declaration {
  std::int64_t table_id = 0;
  std::vector<ColumnShape> columns;
  std::vector<std::string> encodings;  ///< of each column; empty: automatic
  sql::PhysicalLayout layout;
};

/// A view as darties_internal remembers it.
struct ViewRecord {
  bool late_binding = false;
  bool materialized = false;
  std::string text;  ///< the statement that made it, with a schema in front of every relation
  std::vector<sql::CatalogColumn> columns;
};

/// How resolved names spell the schema of temporary tables.
inline constexpr const char* kTemporarySchema = "pg_temp";

/// A resolved name in DuckDB's SQL: dev."public"."t", temp.main."t".
std::string duckdb_table_name(const sql::QualifiedName& resolved);

/// The columns of a relation as DuckDB knows them, names and types only; none when it is not there or, being a view, reads
/// something that is not.
std::vector<sql::ColumnDefinition> columns_of(duckdb_connection connection,
                                              const std::string& duckdb_name);
/// The same for a query of DuckDB's SQL.
std::vector<sql::ColumnDefinition> columns_of_select(duckdb_connection connection,
                                                     const std::string& duckdb_sql);
/// The columns of a table that a query made: DuckDB's types, and the texts' lengths where the query tells them.
std::vector<sql::ColumnDefinition> columns_of_query(duckdb_connection connection,
                                                    const sql::TableCreated& created);

/// Names as one parameter of a statement, and how the statement makes a list of it; no names are NULL.
Value list_of(const std::vector<std::string>& names);
std::string list_parameter(int number);
/// How a query shows a list column, and the names it then holds.
std::string list_column(const std::string& column);
std::vector<std::string> names_in(const Value& list);

/// Reads and writes the tables `tables`, `columns`, `keys`, `views` and `schemas` of darties_internal: what DuckDB does not
/// remember of a declaration. Every method runs in the transaction that is open on the connection.
class Declarations {
 public:
  explicit Declarations(duckdb_connection connection) : connection_(connection) {}

  std::optional<Declaration> find(const sql::QualifiedName& table) const;
  std::vector<sql::KeyConstraint> keys_of(const sql::QualifiedName& table) const;
  std::optional<ViewRecord> find_view(const sql::QualifiedName& view) const;

  void add(const sql::TableCreated& created);
  void add(const sql::ViewCreated& created);
  void set_auto_refresh(const sql::AutoRefreshChanged& changed);
  /// The view is called `to` now; what it is made of stays.
  void rename_view(const sql::QualifiedName& from, const sql::QualifiedName& to);
  /// The view's text after a relation that it reads got another name.
  struct Renamed {
    sql::QualifiedName from;
    sql::QualifiedName to;
  };
  void follow_rename(const sql::QualifiedName& view, const std::string& text,
                     const Renamed& renamed);
  void set_owner(const sql::QualifiedName& relation, const std::string& owner);
  void alter(const sql::TableAltered& altered);
  void remove(const sql::QualifiedName& relation);
  void remove_schema(const std::string& schema);
  void set_schema(const std::string& schema, const sql::SchemaAttributes& attributes);

 private:
  void write(std::int64_t table_id, const sql::TableDefinition& table);
  void write_columns(std::int64_t table_id, const std::vector<sql::ColumnDefinition>& columns,
                     int first_position);
  void write_keys(std::int64_t table_id, const std::string& table,
                  const std::vector<sql::KeyConstraint>& keys);
  void drop_column(std::int64_t table_id, const std::string& column);
  void update_column(std::int64_t table_id, const std::string& column, const std::string& what,
                     const Value& value);
  void add_column(std::int64_t table_id, const sql::TableAltered& altered);
  void rename_column(std::int64_t table_id, const std::string& from, const std::string& to);
  void change_layout(std::int64_t table_id, const sql::AlterTableStatement& change);
  void drop_constraint(std::int64_t table_id, const std::string& name);
  std::optional<std::int64_t> id_of(const sql::QualifiedName& table) const;

  duckdb_connection connection_;
};

}  // namespace darties
