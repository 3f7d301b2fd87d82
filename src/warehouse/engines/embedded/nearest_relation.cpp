#include "warehouse/engines/embedded/nearest_relation.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "warehouse/engines/embedded/duckdb_query.h"

namespace darties {
namespace {

constexpr std::string_view kBegin = "relation \"";
constexpr std::string_view kEnd = "\" does not exist";

/// Tables and views, with their schemas if `qualified`; none when the connection's transaction answers nothing more.
std::vector<std::string> relation_names(duckdb_connection connection, bool qualified) {
  const std::string name = qualified ? "schema_name || '.' || " : "";
  std::vector<std::string> names;
  try {
    for (const Row& row :
         duck::rows(connection, "SELECT " + name +
                                    "table_name FROM dev.darties_internal.tables UNION ALL "
                                    "SELECT " +
                                    name + "view_name FROM dev.darties_internal.views ORDER BY 1"))
      names.push_back(row.at(0).value_or(""));
  } catch (const Error&) {
    names.clear();  // the error that led here is the one to tell
  }
  return names;
}

}  // namespace

Error with_nearest_relation(const Error& error, duckdb_connection connection) {
  const std::string& message = error.message();
  if (error.kind() != ErrorKind::kNotFound || !message.starts_with(kBegin) ||
      !message.ends_with(kEnd))
    return error;
  const std::string name =
      message.substr(kBegin.size(), message.size() - kBegin.size() - kEnd.size());
  const std::string near =
      suggestion(name, relation_names(connection, name.find('.') != std::string::npos));
  if (near.empty()) return error;
  Error told(error.kind(), "{}{}", message, near);
  if (error.place()) told.at(*error.place());
  for (const std::string& activity : error.context()) told.while_doing(activity);
  return told;
}

}  // namespace darties
