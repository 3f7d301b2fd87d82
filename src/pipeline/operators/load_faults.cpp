#include "pipeline/operators/load_faults.h"

#include <algorithm>

#include "base/text.h"
#include "pipeline/project.h"
#include "pipeline/statements.h"
#include "sql/statement.h"

namespace darties {
namespace {

constexpr std::string_view kTooLong = "value too long for type ";

/// "character(2)" of "value too long for type character(2): 15 bytes, …".
std::string type_in(const std::string& message) {
  const auto end = message.find(':');
  return message.substr(kTooLong.size(), end == std::string::npos ? end : end - kTooLong.size());
}

std::vector<std::string> columns_of_type(Session& session, const std::string& table,
                                         const std::string& type) {
  const std::string stored = stored_table_name(table);
  const auto dot = stored.find('.');
  const Result result = session.execute_internal(
      "SELECT c.column_name FROM darties_internal.columns AS c JOIN darties_internal.tables AS t "
      "ON t.table_id = c.table_id WHERE t.schema_name = $1 AND t.table_name = $2 AND c.type = $3 "
      "ORDER BY c.position",
      {stored.substr(0, dot), stored.substr(dot + 1), type});
  std::vector<std::string> columns;
  for (const Row& row : result.rows)
    columns.push_back(sql::quote_identifier(row.at(0).value_or("")));
  return columns;
}

}  // namespace

Error with_column(const Error& error, const std::string& table,
                  const std::vector<std::string>& columns, TaskContext& context) {
  if (!error.message().starts_with(kTooLong)) return error;
  const auto session = context.project().engine().connect();
  std::vector<std::string> suspects = columns_of_type(*session, table, type_in(error.message()));
  std::erase_if(suspects, [&](const std::string& column) {
    return std::find(columns.begin(), columns.end(), column) == columns.end();
  });
  if (suspects.empty()) return error;
  Error named(error.kind(), "column {} of {}: {}", join(suspects, " or "), table, error.message());
  if (error.place()) named.at(*error.place());
  for (const std::string& activity : error.context()) named.while_doing(activity);
  return named;
}

}  // namespace darties
