#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sql/catalog.h"
#include "warehouse/engines/embedded/declarations.h"
#include "warehouse/engines/embedded/session_settings.h"
#include "warehouse/table_shape.h"

namespace darties {

/// What one session can name: its temporary tables, the relations on its search path, the system relations.
///
/// Answers are kept until forget() is called, which the session does whenever a definition may have changed: by itself
/// or by another session (the engine counts the changes).
class SessionCatalog : public sql::Catalog {
 public:
  /// `cancelled` ends a probe.
  SessionCatalog(duckdb_connection connection, const SessionSettings& settings,
                 const std::atomic<bool>& cancelled);

  std::optional<sql::CatalogRelation> find(const sql::QualifiedName& name) const override;
  std::optional<std::string> system_relation(const sql::QualifiedName& name) const override;
  std::string creation_schema() const override;
  std::map<int, sql::ProbedType> probe(std::string_view duckdb_sql) const override;
  std::vector<sql::CatalogColumn> columns_of(std::string_view duckdb_sql) const override;
  bool has_schema(const std::string& schema) const override;
  bool setting_is_on(std::string_view name) const override;

  /// The table a COPY writes. Throws kNotFound when it is not there, kInvalid for a view.
  TableShape shape_of(const sql::QualifiedName& name) const;

  void remember_temporary(const sql::TableDefinition& table, bool is_view = false);
  void forget_temporary(const std::string& name);
  void forget() const { cache_.clear(); }

  /// Remembers which text columns of a table that was just written hold values that end in a blank: those of `stored`
  /// or, when it is null, those that are found. Whether there are new ones.
  bool remember_blanks(const sql::QualifiedName& name,
                       const std::vector<std::string>* stored = nullptr);

  struct Temporary {
    sql::TableDefinition table;
    bool is_view = false;
  };
  using Temporaries = std::map<std::string, Temporary, std::less<>>;
  /// Temporary tables are declared in memory; a rollback brings back what was there at the transaction's begin.
  const Temporaries& temporaries() const { return temporaries_; }
  void restore_temporaries(Temporaries temporaries);

 private:
  std::optional<sql::CatalogRelation> look_up(const sql::QualifiedName& name) const;
  std::optional<sql::CatalogRelation> look_up_in(const std::string& schema,
                                                 const std::string& name) const;
  std::optional<sql::CatalogRelation> look_up_view(sql::CatalogRelation relation) const;
  std::vector<sql::CatalogColumn> late_bound_columns(const std::string& view_text) const;

  duckdb_connection connection_;
  const SessionSettings& settings_;
  const std::atomic<bool>& cancelled_;
  Temporaries temporaries_;
  std::set<std::pair<std::string, std::string>> temporary_blanks_;  // table and column
  mutable std::map<std::pair<std::string, std::string>, std::optional<sql::CatalogRelation>> cache_;
};

}  // namespace darties
