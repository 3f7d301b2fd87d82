#pragma once

#include <string>
#include <vector>

#include "pipeline/query_columns.h"

namespace darties {

/// What a load does with a column of its query that the table does not have.
enum class OnNewColumns { kFail, kIgnore, kAdd };

/// Which columns a load fills, and how it finds them.
struct ColumnRule {
  std::string table;                        ///< as messages call it
  std::vector<std::string> expected;        ///< those the query must give, as SQL
  std::vector<std::string> generated = {};  ///< those that the table numbers by itself (IDENTITY)
  bool by_position = false;
  bool in_the_task = false;  ///< the task lists them: a further column is never added
  OnNewColumns on_new = OnNewColumns::kFail;
};

/// How the columns of a query go into a table.
struct ColumnFit {
  std::vector<std::string> columns;      ///< of the table, in the order of the query, as SQL
  std::vector<std::size_t> new_columns;  ///< of the query, unknown to the table
};

/// Matches the columns by name, or by position where the rule says so; names must be known.
/// Throws kInvalid with the place in the query for a column that is given twice, has no name, is unknown to the table
/// (unless the rule takes it) or missing.
ColumnFit fit_columns(const ColumnRule& rule, const QueryColumns& query);

}  // namespace darties
