#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/params.h"
#include "pipeline/project.h"
#include "warehouse/engine.h"

namespace darties {

/// SQL of the user's, `{{ name }}` substituted, and where it came from.
struct SqlText {
  std::string text;
  ScriptSource source;  ///< the file as people know it: relative to the project folder
};

/// Reads an SQL file of the project. `mentioned` is where the YAML names it.
/// Throws kNotFound with that place, and the nearest file beside it, when there is none.
SqlText read_sql_file(const std::string& file, const Place& mentioned, const Variables& variables,
                      const Project& project);

/// SQL that stands in the YAML itself, under this parameter.
SqlText inline_sql(const Params& params, std::string_view name);

/// The files of the project that fit a name or pattern ("4_checks/*.sql"), sorted, relative to its folder.
/// Throws kNotFound with the place when there is none.
std::vector<std::string> find_project_files(const std::string& pattern, const Place& mentioned,
                                            const Project& project);

/// Throws kNotFound with the place, and the nearest name in that folder, when the file is not there.
void expect_project_file(const std::string& file, const Place& mentioned, const Project& project);

}  // namespace darties
