#pragma once

#include <optional>
#include <vector>

#include "sql/catalog.h"
#include "sql/syntax/query.h"

namespace darties::sql {

/// The declared CHAR and VARCHAR types of a query's columns, in order: DuckDB knows no lengths. An element is empty for
/// a column of another type, or whose length is not known. Empty as a whole when the columns can not be counted.
std::vector<std::optional<Type>> text_types(const Catalog& catalog, const Query& query);

}  // namespace darties::sql
