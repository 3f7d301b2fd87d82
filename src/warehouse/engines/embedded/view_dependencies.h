#pragma once

#include <string>
#include <vector>

#include "sql/translate.h"
#include "warehouse/engines/embedded/duckdb_handles.h"
#include "warehouse/engines/embedded/session_catalog.h"

namespace darties {

/// Which views read which relations. DuckDB does not remember it, so darties_internal.views does. Late-binding views
/// depend on nothing.
///
/// For one statement: prepare() each of its effects, run its steps and apply its effects, then finish() each. Every method
/// runs in the transaction that is open on the connection.
class ViewDependencies {
 public:
  ViewDependencies(duckdb_connection connection, const SessionCatalog& catalog)
      : connection_(connection), catalog_(catalog) {}

  /// What must happen before the steps run: views that read a relation that is dropped go first with CASCADE, or forbid
  /// the drop without.
  /// Errors: kInvalid, naming the views.
  void prepare(const sql::Effect& effect);

  /// What must happen afterwards: views follow a renamed relation, and go with, or forbid, a change of columns they read.
  /// Errors: kInvalid, naming the views.
  void finish(const sql::Effect& effect) const;

 private:
  struct Followed {
    sql::QualifiedName view;  ///< as it is called afterwards
    std::string text;
  };

  std::vector<sql::QualifiedName> views_on(const sql::QualifiedName& relation) const;
  void drop_views_on(const sql::QualifiedName& relation) const;
  void drop_view(const sql::QualifiedName& view) const;
  void prepare_schema_drop(const sql::SchemaDropped& dropped) const;
  void prepare_rename(const sql::TableAltered& altered);
  void make_again(const Followed& followed, const sql::TableAltered& renamed) const;
  void finish_column_change(const sql::TableAltered& altered) const;
  bool can_be_read(const sql::QualifiedName& view) const;

  duckdb_connection connection_;
  const SessionCatalog& catalog_;
  std::vector<Followed> followed_;
};

}  // namespace darties
