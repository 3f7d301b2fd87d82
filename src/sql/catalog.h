#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/copy_statement.h"
#include "sql/statements.h"
#include "sql/type.h"

namespace darties::sql {

enum class Identity { kNone, kAlways, kByDefault };

/// A column as the warehouse remembers it.
struct CatalogColumn {
  std::string name;
  Type type;
  bool not_null = false;
  Identity identity = Identity::kNone;
  std::optional<std::string> default_sql;  ///< as DuckDB stores it
  std::string encoding;                    ///< lower case; empty: automatic
  bool may_end_in_blank = false;           ///< a text that ends in a blank was stored once
};

/// A table or view, found under the name the user wrote.
struct CatalogRelation {
  enum class Kind { kTable, kView, kMaterializedView } kind = Kind::kTable;
  QualifiedName name;  ///< resolved: the schema is never empty
  bool temporary = false;
  std::vector<CatalogColumn> columns;
  /// The statement that made the view, its tables with their schemas; empty for tables.
  std::string view_text = {};
  bool late_binding = false;  ///< a view that is translated anew each time it is read
  PhysicalLayout layout = {};
  std::vector<KeyConstraint> keys = {};
};

/// The type DuckDB gives to an expression.
struct ProbedType {
  std::string duckdb_name;   ///< "INTEGER", "DECIMAL(18,2)", "HUGEINT"
  std::optional<Type> type;  ///< absent for types that Redshift does not have
};

/// What the translator asks of the warehouse. Implemented by each session in `warehouse/`, and by a
/// fake in tests. Threads: that of its session.
class Catalog {
 public:
  virtual ~Catalog() = default;

  /// The relation this name means now: temporary tables first, then the search path for a name
  /// without schema.
  virtual std::optional<CatalogRelation> find(const QualifiedName& name) const = 0;

  /// What DuckDB reads for a system relation (pg_table_def, svv_tables, stl_load_errors,
  /// information_schema.columns): a name, or a query in parentheses; empty for a name that is no
  /// system relation.
  virtual std::optional<std::string> system_relation(const QualifiedName& name) const = 0;

  /// The schema that takes a new object without one.
  virtual std::string creation_schema() const = 0;

  /// Whether the schema is there; true where nobody can tell.
  virtual bool has_schema(const std::string&) const { return true; }

  /// Whether SET has switched this on; false where there is no session.
  virtual bool setting_is_on(std::string_view) const { return false; }

  /// Types are asked, not guessed: prepares `duckdb_sql`, in which some expressions e stand as darties_probe(n, e), and
  /// returns the type that DuckDB found for each number n. darties_probe(n, e) has the type of e, so that what stands
  /// around it is bound as if it were not there. Nothing is executed.
  /// Errors: those of preparing the statement, positions counted in `duckdb_sql` (see translate.h).
  virtual std::map<int, ProbedType> probe(std::string_view duckdb_sql) const = 0;

  /// The columns of a query in DuckDB's SQL, names and types; none when it does not bind or nobody can tell.
  virtual std::vector<CatalogColumn> columns_of(std::string_view) const { return {}; }
};

}  // namespace darties::sql
