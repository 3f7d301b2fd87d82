#include "pipeline/task_commits.h"

#include "pipeline/timestamps.h"

namespace darties {

void record_task_commit(Session& session, const TaskCommit& commit) {
  const TaskFigures& figures = commit.figures;
  session.execute_internal(
      "INSERT INTO darties_internal.task_commits (run_id, dag, task, attempt, logical_date, "
      "committed_at, rows_read, "
      "rows_loaded, rows_rejected, bytes) VALUES ($1, $2, $3, CAST($4 AS INTEGER), $5, CAST($6 AS "
      "TIMESTAMP), "
      "CAST($7 AS BIGINT), CAST($8 AS BIGINT), CAST($9 AS BIGINT), CAST($10 AS BIGINT))",
      {commit.run_id, commit.dag, commit.task, std::to_string(commit.try_number), commit.ds,
       sql_timestamp(commit.at), std::to_string(figures.rows_read),
       std::to_string(figures.rows_loaded), std::to_string(figures.rows_rejected),
       std::to_string(figures.bytes)});
}

std::optional<CommittedRun> last_committed_run(Session& session, const std::string& dag) {
  const Result result = session.execute_internal(
      "SELECT run_id, min(logical_date), CAST(epoch_ms(min(committed_at)) AS VARCHAR) FROM "
      "darties_internal.task_commits WHERE dag = $1 GROUP BY run_id ORDER BY max(committed_at) "
      "DESC, run_id DESC LIMIT 1",
      {dag});
  if (result.rows.empty()) return std::nullopt;
  const Row& row = result.rows.front();
  return CommittedRun{.run_id = row[0].value_or(""),
                      .ds = row[1].value_or(""),
                      .first_commit = Clock::TimePoint(
                          std::chrono::milliseconds(std::stoll(row[2].value_or("0"))))};
}

std::set<std::string> committed_tasks(Session& session, const std::string& run_id) {
  std::set<std::string> tasks;
  const Result result = session.execute_internal(
      "SELECT task FROM darties_internal.task_commits WHERE run_id = $1", {run_id});
  for (const Row& row : result.rows) {
    if (!row.empty() && row.front()) tasks.insert(*row.front());
  }
  return tasks;
}

}  // namespace darties
