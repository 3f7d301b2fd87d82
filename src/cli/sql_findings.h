#pragma once

#include <filesystem>

#include "cli/finding.h"

namespace darties {
class Project;
}

namespace darties::cli {

/// Reads every SQL file that tasks of the pipelines name, and what stands in their YAML: is it SQL of Redshift?
Finding look_at_tasks_sql(Project& project);

/// The same for the questions in 5_queries. `folder` is the project's.
Finding look_at_queries(const std::filesystem::path& folder);

}  // namespace darties::cli
