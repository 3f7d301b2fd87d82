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

  /// What is found before anything runs.
  std::string error_of_plan() {
    try {
      test_.run();
      return "no error";
    } catch (const Error& error) {
      return to_string(*error.place()) + ": " + error.message();
    }
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

TEST_F(LoadTable, GivesEachColumnOfTheQueryToTheColumnOfItsName) {
  test_.folder.put("query.sql", "SELECT level, id, name FROM source");
  load("mode: replace");
  ASSERT_EQ(test_.run().exit_code(), 0) << error_of_run();
  EXPECT_EQ(star(), (Rows{"1 | Lily | free", "2 | Elena | paid"}));
  load("mode: merge, keys: id");
  fill("(2, 'Elena', 'free'), (3, 'Anna', 'paid')");
  ASSERT_EQ(test_.run().exit_code(), 0) << error_of_run();
  EXPECT_EQ(star(), (Rows{"1 | Lily | free", "2 | Elena | free", "3 | Anna | paid"}));
}

TEST_F(LoadTable, GoesByPositionOnlyWhenAsked) {
  test_.folder.put("query.sql", "SELECT id, level AS name, name AS level FROM source");
  fill("(1, 'x', 'y')");
  load("by: position");
  ASSERT_EQ(test_.run().exit_code(), 0) << error_of_run();
  EXPECT_EQ(star(), Rows{"1 | y | x"});
  test_.folder.put("query.sql", "SELECT id, level FROM source");
  EXPECT_EQ(error_of_plan(),
            "query.sql:1:1: the query gives 2 columns, star takes 3 by position (id, name, level)");
}

TEST_F(LoadTable, RefusesASurplusAMissingAndADoubledColumnBeforeAnythingRuns) {
  load("mode: replace");
  test_.folder.put("query.sql",
                   "SELECT id, name,\n  level, id + 1 AS nr, 'lost' AS lvel FROM source");
  EXPECT_EQ(error_of_plan().substr(0, 63),
            "query.sql:2:20: nr of star is an IDENTITY column, which fills i");
  test_.folder.put("query.sql", "SELECT id, name,\n  level, 'lost' AS motor FROM source");
  EXPECT_EQ(error_of_plan(),
            "query.sql:2:20: star has no column motor: the query gives 4 columns (id, name, level, "
            "motor), star takes 3 (id, name, level). ALTER TABLE star ADD COLUMN motor …, say "
            "on_new_columns: add, or leave it out");
  test_.folder.put("query.sql", "-- One row per id.\nSELECT id, level FROM source");
  EXPECT_EQ(error_of_plan(),
            "query.sql:2:1: the query gives 2 columns (id, level), star takes 3 (id, name, level): "
            "name is missing. Select it, or say columns: [id, level]");
  test_.folder.put("query.sql", "SELECT id, name, level, name FROM source");
  EXPECT_EQ(error_of_plan(),
            "query.sql:1:25: the query gives the column name twice: leave one out, or give it "
            "another name with AS");
  test_.folder.put("query.sql", "SELECT id, nam AS name, lvel AS lvel FROM source");
  EXPECT_EQ(error_of_plan().substr(0, 73),
            "query.sql:1:33: star has no column lvel (did you mean 'level'?): the quer");
  // A star is only known to the warehouse: the task refuses it before a row moves.
  test_.folder.put("query.sql", "SELECT *, 1 AS further FROM source");
  EXPECT_NE(error_of_run().find("star has no column further"), std::string::npos) << error_of_run();
  EXPECT_EQ(star(), Rows{});
}

TEST_F(LoadTable, AddsOrIgnoresNewColumnsWhenTheTaskSaysSo) {
  test_.folder.put("query.sql", "SELECT name, id * 2 AS twice, id, level FROM source");
  load("on_new_columns: ignore");
  ASSERT_EQ(test_.run().exit_code(), 0) << error_of_run();
  EXPECT_EQ(star(), (Rows{"1 | Lily | free", "2 | Elena | paid"}));
  load("on_new_columns: add");
  ASSERT_EQ(test_.run().exit_code(), 0) << error_of_run();
  EXPECT_EQ(test_.rows("SELECT id, twice FROM star ORDER BY id"), (Rows{"1 | 2", "2 | 4"}));
  ASSERT_EQ(test_.run().exit_code(), 0) << error_of_run();
}

TEST_F(LoadTable, SaysWhatItInsertedUpdatedDeletedAndLeftUnchanged) {
  const auto figures = [&] { return test_.run().tasks[1].figures; };
  load("mode: append, keys: id");
  EXPECT_EQ(figures().rows_inserted, 2);
  const TaskFigures again = figures();
  EXPECT_EQ(again.rows_read, 2);
  EXPECT_EQ(again.rows_loaded, 0);
  EXPECT_EQ(again.rows_inserted, 0);
  EXPECT_EQ(again.rows_unchanged, 2);
  load("mode: merge, keys: id");
  fill("(1, 'Lily', 'paid'), (2, 'Elena', 'paid'), (3, 'Anna', 'free')");
  const TaskFigures merged = figures();
  EXPECT_EQ(merged.rows_inserted, 1);
  EXPECT_EQ(merged.rows_updated, 1);
  EXPECT_EQ(merged.rows_unchanged, 1);
  load("mode: replace");
  const TaskFigures replaced = figures();
  EXPECT_EQ(replaced.rows_deleted, 3);
  EXPECT_EQ(replaced.rows_inserted, 3);
}

TEST_F(LoadTable, NamesTheColumnOfAValueThatIsTooLong) {
  load("mode: merge, keys: id");
  test_.folder.put("query.sql", "SELECT id, name, 'lifelong' AS level FROM source");
  EXPECT_EQ(error_of_run(),
            "query.sql:1: column level of star: value too long for type character varying(4): 8 "
            "bytes, 'lifelong'");
}

TEST_F(LoadTable, RefusesNullKeysAndDuplicatesWithAnExample) {
  load("mode: merge, keys: [id]");
  fill("(NULL, 'Lily', 'free')");
  EXPECT_EQ(error_of_run(),
            "query.sql:2: NULL in a key (id), for instance: id = NULL, name = Lily, level = free");
  fill("(7, 'Lily', 'free'), (7, 'Anna', 'free')");
  EXPECT_EQ(
      error_of_run(),
      "query.sql:2: several rows of the query have the same keys (id): id = 7 (2 rows). Which of "
      "them should win is for the query to say");
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
  test_.folder.put("query.sql", "SELECT id, name, nonsense AS level\nFROM source");
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
