#include "warehouse/engines/embedded/loaded_rows.h"

#include <fmt/format.h>

#include "base/text.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/load_function.h"

namespace darties {
namespace {

constexpr const char* kKept = "temp.darties_noted_rows";

std::vector<std::string> column_names(const load::LoadPlan& plan) {
  std::vector<std::string> names;
  for (const auto& column : plan.columns) names.push_back(duck::identifier(column.name));
  return names;
}

}  // namespace

NotedRows::NotedRows(const std::string& ledger, const load::LoadPlan& plan,
                     const std::vector<load::LoadObject>& objects)
    : ledger_(ledger), plan_(plan), objects_(objects) {}

std::string NotedRows::keep(const std::string& rows) const {
  return fmt::format("CREATE TEMP TABLE {} AS SELECT * FROM {} AS darties_rows({}, {})", kKept,
                     rows, join(column_names(plan_), ", "), kFileColumn);
}

std::string NotedRows::relation() const {
  return fmt::format("(SELECT {} FROM {})", join(column_names(plan_), ", "), kKept);
}

std::string NotedRows::note() const {
  std::vector<std::string> urls;
  for (const auto& object : objects_) urls.push_back(duck::literal(object.url));
  const std::vector<std::string> columns = column_names(plan_);
  // A row each, in the order they come: grouping equal ones would cost more than it saves.
  return fmt::format(
      "INSERT INTO dev.darties_internal.loaded_rows SELECT {}, list_extract([{}], {} + 1), {}, {}, "
      "1 FROM {}",
      duck::literal(ledger_), join(urls, ", "), kFileColumn,
      duck::literal(columns_in_ledger(columns)), row_hash_expression(columns), kKept);
}

std::string NotedRows::drop() const { return fmt::format("DROP TABLE {}", kKept); }

}  // namespace darties
