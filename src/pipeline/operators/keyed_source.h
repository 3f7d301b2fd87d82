#pragma once

#include <string>
#include <vector>

#include "pipeline/sql_text.h"
#include "pipeline/task_context.h"

namespace darties {

/// The rows of a query, kept in a temporary table while a table is changed by keys.
struct KeyedSource {
  std::string table;  ///< the temporary table
  std::int64_t rows = 0;
};

/// Fills the temporary table. Throws kInvalid, with an example, for a NULL among the keys or for two rows with the same
/// keys: which of them should win is not ours to guess.
KeyedSource make_keyed_source(Session& session, const SqlText& query,
                              const std::vector<std::string>& columns,
                              const std::vector<std::string>& keys);
void drop_keyed_source(Session& session, const KeyedSource& source);

/// The statement that fills it, for --dry-run.
std::string keyed_source_statement(const SqlText& query, const std::vector<std::string>& columns);

/// UPDATE of the rows that differ; `columns` without the keys.
std::string update_statement(const std::string& table, const std::vector<std::string>& keys,
                             const std::vector<std::string>& columns);
/// INSERT of the rows whose keys are not there.
std::string insert_missing_statement(const std::string& table, const std::vector<std::string>& keys,
                                     const std::vector<std::string>& columns);

/// `columns` that are no keys. Throws kInvalid when a key is not among the columns.
std::vector<std::string> without_keys(const std::vector<std::string>& columns,
                                      const std::vector<std::string>& keys, const Place& place);

}  // namespace darties
