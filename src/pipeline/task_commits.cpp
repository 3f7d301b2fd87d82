#include "pipeline/task_commits.h"

#include <fmt/format.h>

#include "sql/statement.h"

namespace darties {

void record_task_commit(Session& session, const TaskCommit& commit) {
  session.execute(fmt::format("INSERT INTO darties_internal.task_commits (run_id, dag, task, try_number) VALUES ({}, {}, {}, {})",
                              sql::quote_literal(commit.run_id), sql::quote_literal(commit.dag),
                              sql::quote_literal(commit.task), commit.try_number));
}

std::set<std::string> committed_tasks(Session& session, const std::string& run_id) {
  std::set<std::string> tasks;
  const Result result = session.execute(
      fmt::format("SELECT task FROM darties_internal.task_commits WHERE run_id = {}", sql::quote_literal(run_id)));
  for (const Row& row : result.rows) {
    if (!row.empty() && row.front()) tasks.insert(*row.front());
  }
  return tasks;
}

}  // namespace darties
