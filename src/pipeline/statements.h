#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/params.h"
#include "pipeline/sql_text.h"
#include "warehouse/engine.h"

namespace darties {

/// The table that parameter `name` names, as SQL. Throws kInvalid with the place when it is no `table` or
/// `schema.table`.
std::string table_param(const Params& params, std::string_view name = "table");

/// "public.staging_events": the table under the name the warehouse stores it by.
std::string stored_table_name(std::string_view table);

/// Column names as SQL, quoted where they must be; each checked to be one name. Throws kInvalid with the place.
std::vector<std::string> column_params(const Params& params, std::string_view name);

/// The columns of a table, as SQL, in its order.
struct TableColumns {
  std::vector<std::string> loadable;   ///< those that a load fills
  std::vector<std::string> generated;  ///< IDENTITY columns
};
/// Empty when there is no such table.
TableColumns columns_of_table(Session& session, const std::string& table);
/// The same, but throws kNotFound when there is no such table.
TableColumns columns_to_load(Session& session, const std::string& table);

/// The error as one that stands at `place`, unless it names a file already.
Error with_place(const Error& error, const Place& place);

/// Runs a statement that darties wrote itself. An error stands at `place`, where the user said what led to it.
Result execute_at(Session& session, const std::string& sql, const Place& place);

/// The query in the file that parameter `name` names: exactly one statement, without its semicolon.
SqlText query_param(const Params& params, std::string_view name, const Project& project);

/// `head`, then the query on a line of its own, so that errors name the user's lines.
SqlText with_head(const std::string& head, const SqlText& query);

/// "a, b, c"; each behind `prefix`.
std::string comma_list(const std::vector<std::string>& columns, std::string_view prefix = "");

/// "t.a = s.a AND t.b = s.b".
std::string columns_equal(const std::vector<std::string>& columns, std::string_view left,
                          std::string_view right);

/// True where any of the columns differs, NULLs counted as values: Redshift has no IS DISTINCT FROM.
std::string columns_differ(const std::vector<std::string>& columns, std::string_view left,
                           std::string_view right);

/// Whether a script ends or begins transactions by itself (BEGIN, COMMIT, TRUNCATE, VACUUM, …), so that it can not run
/// inside one.
bool controls_transactions(const std::string& script);

/// Runs one statement that returns a single whole number.
std::int64_t query_number(Session& session, const std::string& sql);

}  // namespace darties
