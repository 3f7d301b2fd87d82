#include <gtest/gtest.h>

#include "fakes/test_project.h"

namespace darties {
namespace {

/// A project with a table `star (id, name, level)` and a query that fills it from `source`.
class LoadTable : public testing::Test {
 protected:
  LoadTable() {
    test_.folder.put(
        "make.sql",
        "CREATE TABLE IF NOT EXISTS source (id INT, name VARCHAR(20), level VARCHAR(4));\n"
        "CREATE TABLE IF NOT EXISTS star (nr INT IDENTITY(1,1), id INT, name VARCHAR(20), level "
        "VARCHAR(4));\n");
    test_.folder.put("query.sql", "-- One row per id.\nSELECT id, name, level FROM source;\n");
    fill("(1, 'Lily', 'free'), (2, 'Elena', 'paid')");
  }

  void fill(const std::string& values) {
    test_.folder.put("fill.sql",
                     "DELETE FROM source;\nINSERT INTO source VALUES " + values + ";\n");
  }

  void load(const std::string& parameters) {
    test_.pipeline(
        "  make: { sql: [make.sql, fill.sql] }\n  load:\n    after: make\n    load_dimension: { "
        "table: star, query: query.sql, " +
        parameters + " }\n");
  }

  std::vector<std::string> star() {
    return test_.rows("SELECT id, name, level FROM star ORDER BY id, name");
  }

  std::string error_of_run() {
    for (const TaskSummary& task : test_.run().tasks) {
      if (!task.error.empty()) return task.error;
    }
    return "no error";
  }

  TestProject test_;
};

using Rows = std::vector<std::string>;

TEST_F(LoadTable, ReplacesTheRowsAndGivesTheSameWhenRunTwice) {
  load("mode: replace");
  const RunSummary summary = test_.run();
  ASSERT_EQ(summary.exit_code(), 0) << error_of_run();
  EXPECT_EQ(summary.tasks[1].figures.rows_loaded, 2);
  const Rows once = star();
  EXPECT_EQ(once, (Rows{"1 | Lily | free", "2 | Elena | paid"}));
  test_.run();
  EXPECT_EQ(star(), once);
  fill("(3, 'Anna', 'free')");
  test_.run();
  EXPECT_EQ(star(), Rows{"3 | Anna | free"});
}

TEST_F(LoadTable, MergesOnKeysAndGivesTheSameWhenRunTwice) {
  load("mode: merge, keys: id");
  ASSERT_EQ(test_.run().exit_code(), 0) << error_of_run();
  fill("(1, 'Lily', 'paid'), (3, 'Anna', NULL)");
  test_.run();
  const Rows once = star();
  EXPECT_EQ(once, (Rows{"1 | Lily | paid", "2 | Elena | paid", "3 | Anna | NULL"}));
  test_.run();
  EXPECT_EQ(star(), once);
}

TEST_F(LoadTable, RefusesNullKeysAndDuplicatesWithAnExample) {
  load("mode: merge, keys: [id]");
  fill("(NULL, 'Lily', 'free')");
  EXPECT_EQ(error_of_run(),
            "query.sql:2: NULL in a key (id), for instance: id = NULL, name = Lily, level = free");
  fill("(7, 'Lily', 'free'), (7, 'Anna', 'free')");
  EXPECT_EQ(error_of_run(),
            "query.sql:2: several rows of the query have the same keys (id), for instance: id = 7, "
            "occurrences = 2");
  EXPECT_EQ(star(), Rows{});
}

TEST_F(LoadTable, AppendsOnlyRowsWhoseKeysAreNew) {
  load("mode: append, keys: id");
  test_.run();
  fill("(2, 'Changed', 'free'), (3, 'Anna', 'free')");
  test_.run();
  test_.run();
  EXPECT_EQ(star(), (Rows{"1 | Lily | free", "2 | Elena | paid", "3 | Anna | free"}));
}

TEST_F(LoadTable, DoesNotAppendAgainWhatAResumedRunHasAppended) {
  test_.pipeline(
      "  make: { sql: [make.sql, fill.sql] }\n  load: { load_fact: { table: star, query: "
      "query.sql, mode: append }, after: make }\n"
      "  last: { command: [test, -e, ready], after: load }\n");
  EXPECT_EQ(test_.run().exit_code(), 1);
  test_.folder.put("ready", "");
  EXPECT_EQ(test_.run({.resume = true}).exit_code(), 0);
  EXPECT_EQ(star().size(), 2U);
}

TEST_F(LoadTable, LeavesTheOldRowsWhenTheQueryFails) {
  load("mode: replace");
  test_.run();
  test_.folder.put("query.sql", "SELECT id, name, nonsense\nFROM source");
  EXPECT_EQ(error_of_run().substr(0, 15), "query.sql:1:18:");
  EXPECT_EQ(star().size(), 2U);
}

TEST_F(LoadTable, SaysWhichTableIsMissing) {
  test_.pipeline("  load: { load_fact: { table: nowhere, query: query.sql } }\n");
  EXPECT_EQ(error_of_run(),
            "no such table: public.nowhere (a task before this one must create it)");
}

TEST_F(LoadTable, UpdatesOnlyRowsThatDiffer) {
  test_.folder.put(
      "make.sql",
      "CREATE TABLE IF NOT EXISTS source (id INT, name VARCHAR(20), level VARCHAR(4));\n"
      "CREATE TABLE IF NOT EXISTS star (id INT, name VARCHAR(20), level VARCHAR(4));\n"
      "DELETE FROM star; INSERT INTO star VALUES (1, 'Lily', NULL), (2, 'Elena', 'paid');\n");
  test_.folder.put("update.sql", "SELECT id, level FROM source");
  test_.pipeline(
      "  make: { sql: [make.sql, fill.sql] }\n  update:\n    after: make\n    update: { table: "
      "star, query: update.sql, keys: id, columns: level }\n");
  const RunSummary summary = test_.run();
  ASSERT_EQ(summary.exit_code(), 0) << error_of_run();
  EXPECT_EQ(summary.tasks[1].figures.rows_loaded, 1);
  EXPECT_EQ(star(), (Rows{"1 | Lily | free", "2 | Elena | paid"}));
}

}  // namespace
}  // namespace darties
