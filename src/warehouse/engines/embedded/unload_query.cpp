#include "warehouse/engines/embedded/unload_query.h"

#include <fmt/format.h>

#include "base/text.h"
#include "sql/parse.h"
#include "sql/syntax/query.h"
#include "warehouse/engines/embedded/column_types.h"
#include "warehouse/engines/embedded/duckdb_query.h"

namespace darties {
namespace {

[[noreturn]] void fail(const UnloadContext& context, const duck::Failure& failure) {
  Error error = duck::from_duckdb(failure);
  if (failure.position && context.place_of) error.at(context.place_of(*failure.position));
  throw error;
}

// The parser of UNLOAD made sure that it is a SELECT.
bool has_order(const std::string& query) {
  const sql::Parsed parsed = sql::parse({.text = query, .offset = 0, .start = {}});
  return !std::get<sql::SelectStatement>(parsed).query->order_by.empty();
}

}  // namespace

UnloadQuery::UnloadQuery(const sql::UnloadStatement& unload, const UnloadContext& context)
    : query_(context.query), is_ordered_(has_order(unload.query)) {
  duckdb_prepared_statement raw = nullptr;
  const bool is_good = duckdb_prepare(context.connection, query_.c_str(), &raw) == DuckDBSuccess;
  const duck::Prepared prepared(raw);
  if (!is_good) fail(context, duck::read_failure(duckdb_prepare_error(raw)));
  for (idx_t i = 0; i < duckdb_prepared_statement_column_count(raw); ++i) {
    const duck::Text name(const_cast<char*>(duckdb_prepared_statement_column_name(raw, i)));
    const duck::LogicalType type(duckdb_prepared_statement_column_logical_type(raw, i));
    columns_.push_back({.name = name.get(), .type = duck::nearest_type(type.get())});
    if (i < context.column_types.size()) columns_.back().type = context.column_types[i];
    duckdb_types_.push_back(duck::type_name(type.get()));
  }
}

std::string UnloadQuery::names() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns_.size(); ++i) names.push_back(fmt::format("c{}", i));
  return join(names, ", ");
}

// The line feed ends a comment that the query may end with.
std::string UnloadQuery::as_relation() const {
  return fmt::format("({}\n) AS darties_rows({})", query_, names());
}

std::string UnloadQuery::by_partition(const load::UnloadShape& shape, bool keep_order) const {
  std::vector<std::string> keys;
  for (const std::size_t column : shape.partition) {
    // NULL and the empty text go into the same folder.
    const bool is_text = duckdb_types_[column] == "VARCHAR";
    keys.push_back(is_text ? fmt::format("nullif(c{}, '')", column) : fmt::format("c{}", column));
  }
  if (!keep_order)
    return fmt::format("SELECT {} FROM {} ORDER BY {}", names(), as_relation(), join(keys, ", "));
  return fmt::format(
      "SELECT {0} FROM (SELECT *, row_number() OVER () AS darties_number FROM {1}) ORDER BY {2}, "
      "darties_number",
      names(), as_relation(), join(keys, ", "));
}

}  // namespace darties
