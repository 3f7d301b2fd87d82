#pragma once

#include <set>

#include "sql/catalog.h"
#include "sql/parse.h"

namespace darties::sql {

/// The catalog of a world in which everything a statement needs is there: the tables it reads, the columns it names, and
/// nothing under the name it creates. Types of expressions are unknown.
class OpenCatalog : public Catalog {
 public:
  explicit OpenCatalog(const Parsed& parsed);

  std::optional<CatalogRelation> find(const QualifiedName& name) const override;
  std::optional<std::string> system_relation(const QualifiedName& name) const override;
  std::string creation_schema() const override { return "public"; }
  std::map<int, ProbedType> probe(std::string_view duckdb_sql) const override;

 private:
  friend struct Expectation;

  std::vector<QualifiedName> absent_;
  std::set<std::string> columns_;
  std::string key_;  ///< the constraint that is dropped
  CatalogRelation::Kind kind_ = CatalogRelation::Kind::kTable;
};

}  // namespace darties::sql
