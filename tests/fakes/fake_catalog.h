#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "sql/catalog.h"

namespace darties::sql {

/// A catalog that is filled by hand. Types of probed expressions are looked up by the expression's text.
class FakeCatalog : public Catalog {
 public:
  void add_table(const QualifiedName& name, std::vector<CatalogColumn> columns,
                 bool temporary = false) {
    relations_.push_back({CatalogRelation::Kind::kTable, name, temporary, std::move(columns)});
  }
  void add_view(const QualifiedName& name) {
    relations_.push_back({CatalogRelation::Kind::kView, name, false, {}});
  }
  void set_type(const std::string& expression, const std::string& duckdb_name,
                std::optional<Type> type) {
    types_[expression] = {duckdb_name, type};
  }

  std::optional<CatalogRelation> find(const QualifiedName& name) const override {
    const auto found = std::find_if(relations_.begin(), relations_.end(), [&](const auto& known) {
      return known.name.name == name.name &&
             (name.schema.empty() || known.name.schema == name.schema);
    });
    if (found == relations_.end()) return std::nullopt;
    return *found;
  }
  std::optional<std::string> system_relation(const QualifiedName& name) const override {
    if (name.name.starts_with("svv_") || name.name == "pg_table_def")
      return "darties_internal." + name.name;
    return std::nullopt;
  }
  std::string creation_schema() const override { return "public"; }
  std::map<int, ProbedType> probe(std::string_view duckdb_sql) const override {
    probes.emplace_back(duckdb_sql);
    std::map<int, ProbedType> found;
    const std::string word = "darties_probe(";
    for (std::size_t at = duckdb_sql.find(word); at != std::string_view::npos;
         at = duckdb_sql.find(word, at + 1)) {
      const std::size_t comma = duckdb_sql.find(',', at);
      const int number =
          std::stoi(std::string(duckdb_sql.substr(at + word.size(), comma - at - word.size())));
      const auto type = types_.find(argument(duckdb_sql, comma + 2));
      if (type != types_.end()) found[number] = type->second;
    }
    return found;
  }

  mutable std::vector<std::string> probes;

 private:
  static std::string argument(std::string_view sql, std::size_t begin) {
    int depth = 1;
    std::size_t end = begin;
    while (end < sql.size()) {
      if (sql[end] == '(') ++depth;
      if (sql[end] == ')' && --depth == 0) break;
      ++end;
    }
    const std::string_view found = sql.substr(begin, end - begin);
    if (!found.starts_with("darties_probe(")) return std::string(found);
    return argument(found, found.find(',') + 2);
  }

  std::vector<CatalogRelation> relations_;
  std::map<std::string, ProbedType, std::less<>> types_;
};

}  // namespace darties::sql
