#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "sql/statement.h"

namespace darties::cli {

/// A question of the project: one .sql file whose head says what it answers.
///
///     -- question: Which song did {first_name} play?
///     -- parameter: first_name = Lily
///     -- empty: {first_name} played none.
///     SELECT … WHERE first_name = :first_name
struct NamedQuery {
  struct Parameter {
    std::string name;
    std::optional<std::string> default_value;
  };
  std::string name;  ///< of the file, without .sql
  std::filesystem::path file;
  std::string question;
  std::string empty;  ///< what to say when there is no row; may be empty
  std::vector<Parameter> parameters;
  std::string sql;  ///< the whole file, so that its lines count as the user sees them
};

/// Reads one. Throws kInvalid, with the place, for an unknown key in the head, a parameter that the SQL does not use, and one
/// that the head does not name.
NamedQuery read_named_query(const std::filesystem::path& file);

/// All *.sql directly in this folder, by name; a folder that is not there has none.
std::vector<NamedQuery> list_named_queries(const std::filesystem::path& folder);

/// The one with this name. Throws kNotFound with the nearest name.
NamedQuery find_named_query(const std::filesystem::path& folder, std::string_view name);

/// The values of all parameters: what was given, else the default. Throws kInvalid with the nearest name for a given name
/// that is no parameter, and for one without value unless `absent_is_null`.
sql::ParameterValues parameter_values(const NamedQuery& query,
                                      const std::vector<std::pair<std::string, std::string>>& given,
                                      bool absent_is_null);

/// `text` with each {name} replaced by its value; an absent value is "…".
std::string fill_in(std::string_view text, const sql::ParameterValues& values);

}  // namespace darties::cli
