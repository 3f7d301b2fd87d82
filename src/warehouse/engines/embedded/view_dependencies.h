#pragma once

#include <string>
#include <vector>

#include "sql/translate.h"
#include "warehouse/engines/embedded/duckdb_handles.h"

namespace darties {

/// Which views read which relations. DuckDB does not remember it, so darties_internal.views does.
/// Every method runs in the transaction that is open on the connection.
class ViewDependencies {
 public:
  explicit ViewDependencies(duckdb_connection connection) : connection_(connection) {}

  /// What must happen before the steps of the statement run: views that read a relation that is dropped go first with
  /// CASCADE, or forbid the drop without. Late-binding views depend on nothing.
  /// Errors: kInvalid, naming the views.
  void prepare(const sql::Effect& effect) const;

 private:
  std::vector<sql::QualifiedName> views_on(const sql::QualifiedName& relation) const;
  void drop_views_on(const sql::QualifiedName& relation) const;
  struct Refusal {
    std::string what;
    std::string instead;
  };
  void refuse_views_on(const sql::QualifiedName& relation, const Refusal& refusal) const;

  duckdb_connection connection_;
};

}  // namespace darties
