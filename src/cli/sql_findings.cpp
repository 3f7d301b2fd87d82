#include "cli/sql_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "cli/named_query.h"
#include "pipeline/operator.h"
#include "pipeline/pipeline_list.h"
#include "pipeline/project.h"
#include "sql/parse.h"

namespace darties::cli {
namespace {

namespace fs = std::filesystem;

/// "pipelines/a.yml:3:4: …", and how many more there are.
Finding finding_of(const std::vector<std::string>& faults, std::string fine) {
  if (faults.empty()) return {"ok", std::move(fine)};
  if (faults.size() == 1) return {"fail", faults.front()};
  return {"fail", fmt::format("{} (and {} more)", faults.front(), faults.size() - 1)};
}

bool lacks_a_value(const Pipeline& pipeline) {
  return std::any_of(pipeline.parameters.begin(), pipeline.parameters.end(),
                     [](const Parameter& parameter) { return !parameter.default_value; });
}

void read_queries(const fs::path& folder, const fs::path& below, std::size_t& count,
                  std::vector<std::string>& faults) {
  for (const NamedQuery& query : list_named_queries(folder / below)) {
    ++count;
    try {
      const std::string text = sql::bind_parameters(query.sql, parameter_values(query, {}, true));
      const std::string shown = query.file.lexically_relative(folder).generic_string();
      for (const auto& statement : sql::split(text, shown)) sql::parse(statement);
    } catch (const Error& error) {
      faults.emplace_back(error.what());
    }
  }
}

}  // namespace

Finding look_at_tasks_sql(Project& project) {
  std::vector<std::string> faults;
  std::size_t tasks = 0;
  for (const ListedPipeline& listed : list_pipelines(project)) {
    if (!listed.pipeline) continue;  // said elsewhere
    for (const TaskSpec& task : listed.pipeline->tasks) {
      if (task.op->plan == nullptr || !task.op->needs_warehouse) continue;
      ++tasks;
      try {
        task.op->plan(task.params, project);
      } catch (const Error& error) {
        // Without the values that only a run gives, the text need not be SQL yet.
        if (!lacks_a_value(*listed.pipeline)) faults.emplace_back(error.what());
      }
    }
  }
  return finding_of(faults, fmt::format("of {} task{}", tasks, tasks == 1 ? "" : "s"));
}

Finding look_at_queries(const fs::path& folder) {
  std::vector<std::string> faults;
  std::size_t count = 0;
  read_queries(folder, "5_queries", count, faults);
  read_queries(folder, fs::path("5_queries") / "trace", count, faults);
  return finding_of(faults, fmt::format("{} named {}", count, count == 1 ? "query" : "queries"));
}

}  // namespace darties::cli
