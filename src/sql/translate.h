#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sql/catalog.h"
#include "sql/parse.h"
#include "sql/statement.h"

namespace darties::sql {

/// One statement for DuckDB, made by edits on the user's own text.
struct Step {
  /// A stretch of the result that stands at `result` and comes from `source` of the user's text.
  /// Copied stretches map byte by byte; replaced ones map to their beginning.
  struct Stretch {
    std::size_t result = 0;
    std::size_t source = 0;
    bool copied = false;
  };
  std::string sql;
  /// The optimizers of DuckDB, separated by commas, whose time grows with the cube of what this statement has much of.
  std::string leave_out;
  std::vector<Stretch>
      stretches;  ///< in order of `result`; empty: everything maps to the statement's beginning

  /// The offset in the user's statement of byte `position` of `sql`, to point at what DuckDB
  /// complains about.
  std::size_t source_of(std::size_t position) const;
};

/// What the engine has to remember or do beside running the steps. `name`s are resolved: the schema
/// is never empty (temporary tables: "pg_temp").
struct TableCreated {
  TableDefinition table;
  /// CREATE TABLE AS, SELECT INTO: the created table tells the columns.
  bool columns_from_query = false;
  /// Of a query's columns in order, the declared text type where it is known: DuckDB forgets lengths. Empty when
  /// nothing is known.
  std::vector<std::optional<Type>> query_types;
};
struct RelationDropped {
  QualifiedName name;
  CatalogRelation::Kind kind = CatalogRelation::Kind::kTable;
  bool cascade = false;  ///< views that read it go too; without it they forbid the drop
};
struct ViewCreated {
  QualifiedName name;
  std::string original_text;  ///< the user's whole statement
  bool late_binding = false;
  bool temporary = false;
  std::vector<QualifiedName> reads;  ///< the tables and views it names, resolved
  std::string qualified_text;        ///< the statement with a schema in front of every relation
  bool materialized = false;
  bool auto_refresh = false;
  std::vector<CatalogColumn> columns;  ///< as far as they are known
};
struct AutoRefreshChanged {
  QualifiedName view;
  bool on = false;
};
struct SchemaCreated {
  std::string name;
  SchemaAttributes attributes;
};
struct SchemaAltered {
  std::string name;
  SchemaAttributes attributes;
};
struct SchemaDropped {
  std::string name;
  bool cascade = false;
};
/// ALTER TABLE: the table's name and columns afterwards (name, type, NOT NULL, default, identity), and the change itself,
/// for what the catalog does not tell: keys, layout, encodings.
struct TableAltered {
  QualifiedName old_name;
  TableDefinition table;
  AlterTableStatement change;
};
/// SET, RESET: the engine knows which settings mean something to it. An absent value is the
/// default.
struct SettingChanged {
  std::string name;  ///< lower case: "search_path", "timezone", "query_group"
  std::optional<std::vector<std::string>> values;
  bool local = false;  ///< SET LOCAL: until the transaction ends
};
/// TRUNCATE: the current transaction is committed after the steps, earlier work included.
struct CommitsTransaction {};
/// CREATE USER, GRANT and the like: what they say is kept for the catalogs.
struct StatementRecorded {
  RecordedStatement statement;
};
using Effect = std::variant<StatementRecorded, TableCreated, RelationDropped, ViewCreated,
                            AutoRefreshChanged, SchemaCreated, SchemaAltered, SchemaDropped,
                            TableAltered, SettingChanged, CommitsTransaction>;

struct Translation {
  std::vector<Step> steps;      ///< run in order in one transaction; none: nothing to run
  std::vector<Effect> effects;  ///< apply after the steps, in the same transaction
  std::vector<std::string> notices;
  std::string tag;            ///< command tag: "SELECT", "INSERT 0", "CREATE TABLE"
  bool returns_rows = false;  ///< of the last step
  /// Of a query's columns in order, the text type where it is known, as in TableCreated. Empty: nothing is known.
  std::vector<std::optional<Type>> result_types;
  bool forbidden_in_transaction = false;
  std::vector<QualifiedName> reads;   ///< resolved relations whose rows count for the result
  std::vector<QualifiedName> writes;  ///< resolved tables whose rows change, for the writer locks
};

/// Where the rows of an open cursor stand.
inline constexpr std::string_view kCursorTable = "temp.main.darties_cursor";

/// What DuckDB runs for a parsed statement. COPY, UNLOAD and transaction statements are the
/// engine's own: they give no steps (UNLOAD's query goes through translate_query). Errors: kInvalid
/// or kNotFound with the place in the user's text; kInvalid "not supported on the embedded engine
/// yet: …" for what would give another answer than Redshift.
Translation translate(const Statement& statement, const Parsed& parsed, const Catalog& catalog);

/// The same for a bare query, for UNLOAD and the operators.
Step translate_query(const Statement& query, const Catalog& catalog);

/// The query of a view (CatalogRelation::view_text) as DuckDB takes it now: to be run, or, `in_definition`, to be kept.
std::string view_query(const std::string& view_text, const Catalog& catalog,
                       bool in_definition = false);

/// The text of a view after `from`, which it reads or is, got the name `to`. The catalog still knows `from`.
std::string renamed_view_text(const std::string& view_text, const Catalog& catalog,
                              const QualifiedName& from, const QualifiedName& to);

}  // namespace darties::sql
