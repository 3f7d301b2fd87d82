#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sql/copy_statement.h"
#include "sql/type.h"

namespace darties::sql {

struct Expression;  // sql/expression.h
struct Query;       // sql/query.h

/// A stretch of the statement's text, in bytes.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool empty() const { return begin == end; }
  bool operator==(const Span&) const = default;
};

/// A table's name where it stands. `#t` is a temporary table named "#t".
struct NamedTable {
  QualifiedName name;
  Span span;
};

/// SELECT, WITH, VALUES, a set operation or a parenthesised query; `into` for SELECT … INTO.
struct SelectStatement {
  std::shared_ptr<const Query> query;
  struct Into {
    NamedTable table;
    bool temporary = false;
    Span clause;  ///< INTO [TEMP] [TABLE] name
  };
  std::optional<Into> into;
};

/// What CREATE TABLE says of one column. The expression spans are in the statement's text.
struct ColumnDefinition {
  std::string name;
  Type type;
  bool not_null = false;
  struct IdentityClause {
    std::int64_t seed = 1;
    std::int64_t step = 1;
    bool by_default = false;
  };
  std::optional<IdentityClause> identity;
  std::optional<std::string>
      default_sql;       ///< after translation: as DuckDB takes it; before: the user's text
  std::string encoding;  ///< lower case: "az64", "raw"; empty: automatic
  bool case_insensitive = false;  ///< COLLATE CASE_INSENSITIVE
  Span name_span;
  Span default_span;
};

/// A key that is recorded and, as in Redshift, not enforced.
struct KeyConstraint {
  enum class Kind { kPrimary, kUnique, kForeign } kind = Kind::kPrimary;
  std::string name;
  std::vector<std::string> columns;
  QualifiedName referenced_table;  ///< kForeign
  std::vector<std::string> referenced_columns;
};

/// DISTSTYLE, DISTKEY, SORTKEY: remembered for pg_table_def, without effect.
struct PhysicalLayout {
  std::string dist_style;  ///< "AUTO", "EVEN", "KEY", "ALL"; empty: not given
  std::string dist_key;
  std::vector<std::string> sort_keys;
  bool interleaved = false;
  bool sort_auto = false;
  bool sort_none = false;  ///< ALTER SORTKEY NONE
  bool encode_auto = false;
  std::optional<bool> backup;
};

/// A table as declared.
struct TableDefinition {
  QualifiedName name;
  bool temporary = false;
  std::vector<ColumnDefinition> columns;
  std::vector<KeyConstraint> keys;
  PhysicalLayout layout;
};

struct CreateTableStatement {
  TableDefinition table;
  Span name_span;
  bool if_not_exists = false;
  struct Like {
    NamedTable parent;
    bool including_defaults = false;
    std::size_t position = 0;  ///< how many columns stand before it
  };
  std::vector<Like> likes;
};

struct CreateTableAsStatement {
  TableDefinition table;  ///< columns: names only, when given
  Span name_span;
  bool if_not_exists = false;
  std::vector<std::size_t> dist_sort_ordinals;  ///< unused when names were given
  std::shared_ptr<const Query> query;
};

struct CreateViewStatement {
  NamedTable view;
  bool or_replace = false;
  bool late_binding = false;  ///< WITH NO SCHEMA BINDING
  bool materialized = false;
  bool temporary = false;
  std::vector<std::string> columns;
  PhysicalLayout layout;      ///< materialized
  bool auto_refresh = false;  ///< materialized
  std::shared_ptr<const Query> query;
};

/// REFRESH MATERIALIZED VIEW and ALTER MATERIALIZED VIEW.
struct MaterializedViewStatement {
  NamedTable view;
  enum class Action { kRefresh, kAutoRefresh, kRowLevelSecurity } action = Action::kRefresh;
  bool on = false;  ///< AUTO REFRESH YES, ROW LEVEL SECURITY ON
};

/// What may be said of a schema beside its name.
struct SchemaAttributes {
  std::string owner;                     ///< empty: not given
  std::optional<std::int64_t> quota_mb;  ///< 0: UNLIMITED
};

struct CreateSchemaStatement {
  std::string name;
  bool if_not_exists = false;
  SchemaAttributes attributes;
};

struct AlterSchemaStatement {
  std::string name;
  Span name_span;
  std::string new_name;  ///< RENAME TO; empty: not given
  SchemaAttributes attributes;
};

struct DropStatement {
  enum class Kind { kTable, kView, kMaterializedView, kSchema } kind = Kind::kTable;
  bool if_exists = false;
  bool cascade = false;
  std::vector<NamedTable> names;  ///< kSchema: the schema stands in name.name
};

struct AlterTableStatement {
  NamedTable table;
  enum class Action {
    kAddColumn,
    kDropColumn,
    kRenameTable,
    kRenameColumn,
    kAlterColumnType,
    kAddConstraint,
    kDropConstraint,
    kLayout,  ///< ALTER DISTKEY, SORTKEY, ENCODE: remembered
    kOwner,   ///< remembered
    kAppend,  ///< ALTER TABLE … APPEND FROM
  } action = Action::kOwner;
  ColumnDefinition column;  ///< kAddColumn; name (and type) for the other column actions
  std::string new_name;     ///< of the table, the column or the owner
  bool cascade = false;
  std::optional<KeyConstraint> constraint;
  std::string constraint_name;
  PhysicalLayout layout;
  struct ColumnEncoding {
    std::string column;
    std::string encoding;
  };
  std::vector<ColumnEncoding> encodings;
  NamedTable append_from;
  bool ignore_extra = false;
  bool fill_target = false;
};

struct InsertStatement {
  NamedTable table;
  std::vector<std::string> columns;
  Span columns_span;  ///< with its parentheses; empty when absent
  bool default_values = false;
  /// VALUES: rows of expressions; a null pointer is the keyword DEFAULT.
  std::vector<std::vector<std::shared_ptr<const Expression>>> rows;
  std::vector<std::vector<Span>> row_spans;  ///< of each value
  std::shared_ptr<const Query> query;
  Span source_span;  ///< VALUES … or the query
};

struct Assignment {
  std::string column;
  Span column_span;
  std::shared_ptr<const Expression> value;  ///< null: DEFAULT
  Span value_span;
};

struct UpdateStatement {
  NamedTable table;
  std::string alias;
  std::vector<Assignment> assignments;
  std::shared_ptr<const Query> rest;  ///< WITH, FROM and WHERE as a query without select list
};

struct DeleteStatement {
  NamedTable table;
  std::string alias;
  Span verb_span;   ///< DELETE [FROM]
  Span using_span;  ///< the word USING or FROM before further tables; empty when absent
  std::shared_ptr<const Query> rest;
};

struct TruncateStatement {
  NamedTable table;
};

struct MergeStatement {
  NamedTable table;
  std::string alias;
  std::string source_alias;
  bool remove_duplicates = false;
  bool matched_delete = false;
  Span target_span;
  Span source_span;
  Span condition_span;
  std::vector<Assignment> assignments;
  std::vector<std::string> insert_columns;
  std::vector<std::shared_ptr<const Expression>> insert_values;
  std::vector<Span> insert_value_spans;
  std::shared_ptr<const Query> rest;
};

struct TransactionStatement {
  enum class Action { kBegin, kCommit, kRollback } action = Action::kBegin;
  bool read_only = false;
};

/// SET and RESET. Values as written, without quotes; none: the default.
struct SetStatement {
  std::string name;
  std::optional<std::vector<std::string>> values;
  bool local = false;
};

/// SHOW of a setting, or of what the catalogs know: the latter is a query of Redshift's.
struct ShowStatement {
  std::string what;   ///< lower case: "search_path", "all", "tables"
  std::string query;  ///< over the system views; empty for a setting
};

struct ExplainStatement {
  bool verbose = false;
  std::size_t inner_offset = 0;  ///< where the explained statement begins
};

/// PREPARE name (types) AS statement.
struct PrepareStatement {
  std::string name;
  std::vector<std::string> types;  ///< as written
  std::size_t inner_offset = 0;    ///< where the prepared statement begins
};
struct ExecuteStatement {
  std::string name;
  std::vector<std::string> arguments;  ///< as written
};
struct DeallocateStatement {
  std::string name;  ///< empty: all
};

struct DeclareCursorStatement {
  std::string name;
  std::shared_ptr<const Query> query;
};
struct FetchStatement {
  std::string name;
  std::optional<std::int64_t> count = 1;  ///< none: ALL
};
struct CloseStatement {
  std::string name;
};

/// GRANT, CREATE USER, COMMENT ON, …: without effect on what statements answer, but recorded for the catalogs. Passwords
/// are no clause.
struct RecordedStatement {
  std::string name;  ///< "CREATE USER"; also the command tag
  struct Clause {
    std::string label;  ///< as the grammar calls it: "user", "grantee", "object"
    std::string text;   ///< as written
  };
  std::vector<Clause> clauses;  ///< in the order of the text
};

/// VACUUM, ANALYZE, …: accepted, without effect here.
struct NoEffectStatement {
  std::string name;  ///< "VACUUM"; also the command tag
  bool forbidden_in_transaction = false;
};

/// Redshift has it and the embedded engine can not do it, or DuckDB has it and Redshift does not.
struct RefusedStatement {
  std::string name;    ///< "CREATE EXTERNAL SCHEMA"
  std::string reason;  ///< with what to do instead
  std::size_t offset = 0;
};

}  // namespace darties::sql
