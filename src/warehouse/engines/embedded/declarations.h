#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sql/translate.h"
#include "warehouse/engines/embedded/duckdb_handles.h"
#include "warehouse/table_shape.h"

namespace darties {

/// What was declared of one table, as darties_internal remembers it.
struct Declaration {
  std::int64_t table_id = 0;
  std::vector<ColumnShape> columns;
};

/// Reads and writes the tables `tables`, `columns`, `keys` and `views` of darties_internal: what DuckDB does not
/// remember of a declaration. Every method runs in the transaction that is open on the connection.
class Declarations {
 public:
  explicit Declarations(duckdb_connection connection) : connection_(connection) {}

  std::optional<Declaration> find(const sql::QualifiedName& table) const;

  void add(const sql::TableCreated& created);
  void add(const sql::ViewCreated& created);
  void replace(const sql::TableAltered& altered);
  void remove(const sql::QualifiedName& relation);
  void remove_schema(const std::string& schema);

  /// The columns DuckDB knows of a table of database `database`, for tables made by a query.
  std::vector<sql::ColumnDefinition> columns_of(const std::string& database,
                                                const sql::QualifiedName& table) const;

 private:
  void write(std::int64_t table_id, const sql::TableDefinition& table);
  void write_columns(std::int64_t table_id, const std::vector<sql::ColumnDefinition>& columns);
  void write_keys(std::int64_t table_id, const std::vector<sql::KeyConstraint>& keys);
  std::optional<std::int64_t> id_of(const sql::QualifiedName& table) const;

  duckdb_connection connection_;
};

}  // namespace darties
