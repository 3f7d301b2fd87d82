#include <gtest/gtest.h>

#include "fakes/test_project.h"

namespace darties {
namespace {

using Rows = std::vector<std::string>;

std::string error_of(const RunSummary& summary) { return summary.tasks.front().error; }

TEST(SqlOperator, RollsTheWholeScriptBackWhenItFails) {
  TestProject test;
  test.folder.put("a.sql", "CREATE TABLE IF NOT EXISTS t (x INT);\nINSERT INTO t VALUES (1);\n");
  test.folder.put("b.sql", "INSERT INTO t VALUES (2);\nINSERT INTO nowhere VALUES (3);\n");
  test.pipeline("  a: { sql: a.sql }\n  b: { sql: b.sql, after: a }\n");
  const RunSummary summary = test.run();
  EXPECT_EQ(summary.exit_code(), 1);
  EXPECT_EQ(summary.tasks[1].error.substr(0, 9), "b.sql:2:1") << summary.tasks[1].error;
  EXPECT_EQ(test.rows("SELECT x FROM t"), Rows{"1"});
}

TEST(SqlOperator, GivesTheSameWhenRunTwice) {
  TestProject test;
  test.folder.put("a.sql",
                  "DROP TABLE IF EXISTS t;\nCREATE TABLE t (x INT);\nINSERT INTO t VALUES (1);\n");
  test.pipeline("  a: { sql: a.sql }\n");
  const RunSummary first = test.run();
  ASSERT_EQ(first.exit_code(), 0) << error_of(first);
  const Rows once = test.rows("SELECT x FROM t");
  test.run();
  EXPECT_EQ(test.rows("SELECT x FROM t"), once);
}

TEST(SqlOperator, LetsAScriptCommitByItself) {
  TestProject test;
  test.folder.put("a.sql",
                  "CREATE TABLE IF NOT EXISTS t (x INT);\nBEGIN;\nINSERT INTO t VALUES "
                  "(1);\nCOMMIT;\nTRUNCATE t;\n");
  test.pipeline("  a: { sql: a.sql }\n");
  const RunSummary summary = test.run();
  EXPECT_EQ(summary.exit_code(), 0) << error_of(summary);
  EXPECT_EQ(test.rows("SELECT COUNT(*) FROM darties_internal.task_commits"), Rows{"1"});
}

TEST(SqlOperator, RefusesAScriptThatLeavesATransactionOpen) {
  TestProject test;
  test.folder.put("a.sql", "BEGIN;\nCREATE TABLE t (x INT);\n");
  test.pipeline("  a: { sql: a.sql }\n");
  EXPECT_NE(error_of(test.run()).find("leaves a transaction open"), std::string::npos);
}

TEST(SqlOperator, SubstitutesVariablesInFiles) {
  TestProject test;
  test.folder.put(
      "a.sql",
      "DROP TABLE IF EXISTS t;\nCREATE TABLE t (x INT);\nINSERT INTO t VALUES ({{ year }});\n");
  test.folder.put("pipelines/p.yml",
                  "dag: p\nvariables: { year: 2020 }\ntasks: { a: { sql: a.sql } }\n");
  const RunSummary summary = test.run();
  ASSERT_EQ(summary.exit_code(), 0) << error_of(summary);
  EXPECT_EQ(test.rows("SELECT x FROM t"), Rows{"2020"});
  test.folder.put("a.sql", "SELECT 1;\nSELECT {{ yaer }};\n");
  try {
    test.run();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(to_string(*error.place()), "a.sql:2:8");
    EXPECT_EQ(error.message(), "unknown variable: yaer (did you mean 'year'?)");
  }
}

TEST(UnloadOperator, WritesTheSameFilesWhenRunTwice) {
  TestProject test;
  test.folder.put("q.sql", "SELECT 1 AS a, 'it''s' AS b;\n");
  test.pipeline(
      "  u: { unload: { query: q.sql, to: s3://test/out_, options: CSV HEADER PARALLEL OFF } }\n");
  const RunSummary summary = test.run();
  ASSERT_EQ(summary.exit_code(), 0) << error_of(summary);
  EXPECT_EQ(test.run().exit_code(), 0);
  const auto project = test.open();
  const auto objects = project->lake().bucket("test").list("out_");
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(project->lake().bucket("test").read(objects.front().key), "a,b\n1,it's\n");
}

TEST(UploadOperator, CopiesFilesOnceAndLeavesWhatIsThere) {
  TestProject test;
  test.folder.put("reference/a.csv", "1\n");
  test.folder.put("reference/deep/b.csv", "2\n");
  test.folder.put("reference/.hidden", "3\n");
  test.pipeline("  u: { upload: { from: reference, to: s3://test/ref } }\n");
  ASSERT_EQ(test.run().exit_code(), 0);
  const auto project = test.open();
  Store& store = project->lake().bucket("test");
  const auto before = store.list("");
  ASSERT_EQ(before.size(), 2U);
  EXPECT_EQ(before[0].key, "ref/a.csv");
  EXPECT_EQ(store.read("ref/deep/b.csv"), "2\n");
  test.run();
  EXPECT_EQ(store.list("")[0].version, before[0].version);
}

TEST(CommandOperator, TellsWhatTheProgramSaidLast) {
  TestProject test;
  test.pipeline("  c: { command: [sh, -c, 'echo bad input; exit 3'] }\n");
  EXPECT_EQ(error_of(test.run()), "pipelines/p.yml:4:17: sh exited with 3: bad input");
}

TEST(CommandOperator, TriesAgainOnExitCode75) {
  TestProject test;
  test.pipeline(
      "  c: { command: [sh, -c, 'test -e again || { touch again; exit 75; }'], retries: 1 }\n");
  const RunSummary summary = test.run();
  EXPECT_EQ(summary.exit_code(), 0);
  EXPECT_EQ(summary.tasks[0].tries, 2);
}

}  // namespace
}  // namespace darties
