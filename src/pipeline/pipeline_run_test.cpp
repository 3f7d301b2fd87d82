#include "pipeline/pipeline_run.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "fakes/test_project.h"
#include "pipeline/history.h"
#include "pipeline/run_lock.h"

namespace darties {
namespace {

std::string states(const RunSummary& summary) {
  std::string text;
  for (const TaskSummary& task : summary.tasks) {
    text += (text.empty() ? "" : " ") + task.task + ":" + std::string(to_string(task.state));
  }
  return text;
}

Error error_of(TestProject& test, const RunOptions& options = {}) {
  try {
    test.run(options);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorKind::kBug, "no error");
}

TEST(PipelineRun, WritesEachTaskAndItsCommitInOneTransaction) {
  TestProject test;
  test.fake = true;
  test.folder.put("a.sql", "CREATE TABLE t (x INT)");
  test.pipeline("  a: { sql: a.sql }\n");
  EXPECT_EQ(test.run().exit_code(), 0);
  ASSERT_EQ(test.warehouse.statements.size(), 4U);
  EXPECT_EQ(test.warehouse.statements[0], "BEGIN");
  EXPECT_EQ(test.warehouse.statements[1], "CREATE TABLE t (x INT)");
  EXPECT_EQ(test.warehouse.statements[2].substr(0, 51),
            "internal: INSERT INTO darties_internal.task_commits");
  EXPECT_EQ(test.warehouse.statements[3], "COMMIT");
}

TEST(PipelineRun, RollsBackATaskThatFailsAndSaysWhy) {
  TestProject test;
  test.fake = true;
  test.folder.put("a.sql", "SELECT x");
  test.pipeline("  a: { sql: a.sql }\n  b: { sql: a.sql, after: a }\n");
  test.warehouse.answer = [](const std::string& statement) -> std::optional<Result> {
    if (statement == "SELECT x") throw Error(ErrorKind::kInvalid, "no column x");
    return {};
  };
  const RunSummary summary = test.run();
  EXPECT_EQ(summary.exit_code(), 1);
  EXPECT_EQ(states(summary), "a:failed b:upstream_failed");
  EXPECT_EQ(summary.tasks[0].error, "no column x");
  EXPECT_EQ(test.warehouse.statements.back(), "ROLLBACK");
}

TEST(PipelineRun, TriesAConflictAgain) {
  TestProject test;
  test.fake = true;
  test.folder.put("a.sql", "SELECT x");
  test.pipeline("  a: { sql: a.sql, retries: 2 }\n");
  int conflicts = 1;
  test.warehouse.answer = [&](const std::string& statement) -> std::optional<Result> {
    if (statement == "SELECT x" && conflicts-- > 0)
      throw Error(ErrorKind::kUnavailable, "write conflict");
    return {};
  };
  const RunSummary summary = test.run();
  EXPECT_EQ(summary.exit_code(), 0);
  EXPECT_EQ(summary.tasks[0].tries, 2);
}

TEST(PipelineRun, RunsNothingWhenAnythingIsWrong) {
  TestProject test;
  test.fake = true;
  test.folder.put("a.sql", "SELECT 1");
  test.pipeline("  a: { sql: a.sql }\n  b: { sql: 3_star/userz.sql, after: a }\n");
  test.folder.put("3_star/users.sql", "SELECT 1");
  const Error error = error_of(test);
  EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
  EXPECT_EQ(error.message(), "no such file: 3_star/userz.sql (did you mean '3_star/users.sql'?)");
  EXPECT_EQ(to_string(*error.place()), "pipelines/p.yml:5:13");
  EXPECT_TRUE(test.warehouse.statements.empty());
}

TEST(PipelineRun, ResumesWhereItStoppedAndKeepsTheRunId) {
  TestProject test;
  test.fake = true;
  test.pipeline(
      "  a: { command: [touch, a] }\n  b: { command: [test, -e, b], after: a }\n  c: { command: "
      "[test, -e, a], after: b }\n");
  const RunSummary first = test.run();
  EXPECT_EQ(states(first), "a:success b:failed c:upstream_failed");
  test.folder.put("b", "");
  std::filesystem::remove(test.folder / "a");
  test.folder.put("a", "");
  const RunSummary second = test.run({.resume = true});
  EXPECT_EQ(states(second), "a:skipped b:success c:success");
  EXPECT_EQ(second.run.run_id, first.run.run_id);
  EXPECT_EQ(error_of(test, {.resume = true}).kind(), ErrorKind::kNotFound);
}

TEST(PipelineRun, BelievesTheWarehouseAboutWhatIsDone) {
  TestProject test;
  test.fake = true;
  test.folder.put("a.sql", "SELECT a");
  test.folder.put("b.sql", "SELECT b");
  test.pipeline("  a: { sql: a.sql }\n  b: { sql: b.sql, after: a }\n");
  test.warehouse.answer = [](const std::string& statement) -> std::optional<Result> {
    if (statement == "SELECT a") throw Error(ErrorKind::kInvalid, "killed");
    return {};
  };
  test.run();
  test.warehouse.answer = [](const std::string& statement) -> std::optional<Result> {
    if (statement.starts_with("internal: SELECT task")) return Result{.rows = {{Value("a")}}};
    return {};
  };
  test.warehouse.statements.clear();
  EXPECT_EQ(states(test.run({.resume = true})), "a:skipped b:success");
  EXPECT_EQ(test.warehouse.count("SELECT a"), 0U);
  EXPECT_EQ(test.warehouse.count("SELECT b"), 1U);
}

TEST(PipelineRun, CancelsTheRestWhenAskedToStop) {
  TestProject test;
  test.fake = true;
  test.folder.put("a.sql", "SELECT a");
  test.pipeline("  a: { sql: a.sql }\n  b: { sql: a.sql, after: a }\n");
  test.warehouse.answer = [&](const std::string& statement) -> std::optional<Result> {
    if (statement == "SELECT a") test.stop.request_stop();
    return {};
  };
  const RunSummary summary = test.run();
  EXPECT_EQ(states(summary), "a:cancelled b:cancelled");
  EXPECT_EQ(summary.exit_code(), 130);
  EXPECT_EQ(test.warehouse.statements.back(), "ROLLBACK");
}

TEST(PipelineRun, RefusesASecondRunOfTheSamePipeline) {
  TestProject test;
  test.pipeline("  a: { command: ['true'] }\n");
  const auto state = test.folder.path() / ".darties";
  std::filesystem::create_directories(state);
  const RunLock lock = RunLock::take(state, "other");
  History::open(state / "history.db")
      ->put(RunRecord{.run_id = "other", .dag = "p", .pid = ::getpid()});
  const Error error = error_of(test);
  EXPECT_EQ(error.kind(), ErrorKind::kUnavailable);
  const std::string expected =
      fmt::format("p is running already: run other, process {}", ::getpid());
  EXPECT_NE(error.message().find(expected), std::string::npos) << error.what();
}

TEST(PipelineRun, GoesOnAfterARunThatWasKilled) {
  TestProject test;
  test.pipeline("  a: { command: ['true'] }\n  b: { command: ['true'], after: a }\n");
  const auto state = test.folder.path() / ".darties";
  std::filesystem::create_directories(state);
  {
    const auto history = History::open(state / "history.db");
    history->put(RunRecord{.run_id = "killed", .dag = "p", .ds = "2018-11-29", .pid = 42});
    history->put(TryRecord{.run_id = "killed", .task = "a", .state = TaskState::kSuccess});
    history->put(TryRecord{.run_id = "killed", .task = "b", .state = TaskState::kRunning});
  }
  const RunSummary summary = test.run({.resume = true});
  EXPECT_EQ(summary.run.run_id, "killed");
  EXPECT_EQ(states(summary), "a:skipped b:success");
}

TEST(PipelineRun, TakesOnlyDaysOfTheCalendarForADate) {
  TestProject test;
  test.pipeline("  a: { command: ['true'] }\n");
  for (const char* bad : {"2024-02-30", "2026-13-01", "yesterday", "", "2024-2-3", "20240203",
                          "0000-01-01", "2024-02-01 "}) {
    const Error error = error_of(test, {.ds = bad});
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid) << bad;
    EXPECT_NE(error.message().find(fmt::format("YYYY-MM-DD, such as 2026-11-24, not '{}'", bad)),
              std::string::npos)
        << error.what();
  }
  EXPECT_EQ(test.run({.ds = "2024-02-29"}).run.ds, "2024-02-29");
}

TEST(PipelineRun, ResumesARunWithItsOwnDateOnly) {
  TestProject test;
  test.pipeline("  a: { command: ['false'] }\n");
  test.run({.ds = "2024-02-29"});
  const Error error = error_of(test, {.ds = "2024-03-01", .resume = true});
  EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  EXPECT_NE(error.message().find("whose date is 2024-02-29: leave --ds out"), std::string::npos)
      << error.what();
  EXPECT_EQ(test.run({.ds = "2024-02-29", .resume = true}).run.ds, "2024-02-29");
}

TEST(PipelineRun, CountsTheChecksOfTheLastTryWhenResumed) {
  TestProject test;
  test.folder.put("4_checks/c.sql", "-- check: No rows.\nSELECT x FROM t\n");
  test.folder.put("t.sql", "CREATE TABLE IF NOT EXISTS t (x INT)");
  test.folder.put("bad.sql", "INSERT INTO t VALUES (1)");
  test.folder.put("good.sql", "DELETE FROM t");
  const auto pipeline = [&](const std::string& fill) {
    test.pipeline("  t: { sql: t.sql }\n  fill: { command: [test, -e, bad.sql], after: t }\n" +
                  fill + "  c: { check: { files: [4_checks/c.sql] }, after: more }\n");
  };
  pipeline("  more: { sql: bad.sql, after: fill }\n");
  EXPECT_EQ(test.run().exit_code(), 1);
  test.rows("DELETE FROM t");
  const RunSummary second = test.run({.resume = true});
  EXPECT_EQ(second.exit_code(), 0);
  ASSERT_EQ(second.checks.size(), 1U);
  EXPECT_TRUE(second.checks[0].result.passed());
}

TEST(PipelineRun, ResumesFromTheWarehouseWhenTheHistoryIsGone) {
  TestProject test;
  test.folder.put("a.sql", "CREATE TABLE a (x INT)");
  test.folder.put("b.sql", "CREATE TABLE b AS SELECT x FROM c");
  test.pipeline("  a: { sql: a.sql }\n  b: { sql: b.sql, after: a }\n");
  const RunSummary first = test.run({.ds = "2024-02-29"});
  EXPECT_EQ(states(first), "a:success b:failed");
  for (const char* file : {"history.db", "history.db-wal", "history.db-shm"})
    std::filesystem::remove(test.folder.path() / ".darties" / file);
  test.rows("CREATE TABLE c (x INT)");
  const RunSummary second = test.run({.resume = true});
  EXPECT_EQ(states(second), "a:skipped b:success");
  EXPECT_EQ(second.run.run_id, first.run.run_id);
  EXPECT_EQ(second.run.ds, "2024-02-29");
}

TEST(PipelineRun, GivesACredentialToTheParameterThatIsDeclaredForItAndShowsItNowhere) {
  TestProject test;
  test.folder.put("pipelines/p.yml",
                  "dag: p\nparameters: { token: none }\ntasks:\n"
                  "  a: { command: [sh, -c, 'echo got $1; test ${#1} = 11 && test -e b', sh, "
                  "'{{ token }}'] }\n");
  const auto with_token = test.open({"token=open-sesame"});
  const PipelineRun plan(*with_token, {.pipeline = "p", .plan_only = true}, test.clock, {});
  EXPECT_EQ(plan.plan()[0].steps.find("open-sesame"), std::string::npos) << plan.plan()[0].steps;
  RunObserver observer;
  const RunSummary failed =
      PipelineRun(*with_token, {.pipeline = "p"}, test.clock, {}).execute(observer, {});
  EXPECT_EQ(failed.exit_code(), 1);
  EXPECT_NE(failed.tasks[0].error.find("got ********"), std::string::npos) << failed.tasks[0].error;
  EXPECT_EQ(failed.run.settings, "token=********\n");
  EXPECT_NE(error_of(test, {.resume = true}).message().find("say --set token=… again"),
            std::string::npos);
  test.folder.put("b", "");
  PipelineRun second(*with_token, {.pipeline = "p", .resume = true}, test.clock, {});
  EXPECT_EQ(second.execute(observer, {}).exit_code(), 0);
}

TEST(PipelineRun, TakesVariablesWhoseNamesOnlySoundSecret) {
  TestProject test;
  test.folder.put("darties.yml",
                  "name: test\nformat_version: 1\nlake: { buckets: { test: data } }\n"
                  "variables: { secretary: Ann, token_count: '3' }\n");
  test.pipeline("  a: { command: [test, '{{ secretary }}{{ token_count }}', =, Ann3] }\n");
  EXPECT_EQ(test.run().exit_code(), 0);
}

TEST(PipelineRun, RefusesAMistypedSetting) {
  TestProject test;
  test.folder.put(
      "pipelines/p.yml",
      "dag: p\nparameters: { workbook: x }\ntasks: { a: { command: [echo, '{{ workbook }}'] } }\n");
  const auto project = test.open({"workbok=y"});
  try {
    PipelineRun(*project, {.pipeline = "p"}, test.clock, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(
        error.message(),
        "--set workbok=…: p has no parameter or variable of this name (did you mean 'workbook'?)");
  }
}

TEST(PipelineRun, NamesTheNearestPipeline) {
  TestProject test;
  test.pipeline("  a: { command: ['true'] }\n");
  const auto project = test.open();
  try {
    PipelineRun(*project, {.pipeline = "q"}, test.clock, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
  }
}

}  // namespace
}  // namespace darties
