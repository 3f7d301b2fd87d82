#include <gtest/gtest.h>

#include "fakes/test_project.h"

namespace darties {
namespace {

class Stage : public testing::Test {
 protected:
  Stage() {
    test_.folder.put("make.sql", "CREATE TABLE IF NOT EXISTS stores (city VARCHAR(20), tills INT)");
    test_.folder.put("data/stores/a.csv", "Nancy,7\nLyon,12\n");
    test_.folder.put("data/stores/b.csv", "Paris,30\n");
  }

  void stage(const std::string& mode) {
    test_.pipeline(
        "  make: { sql: make.sql }\n  stage: { stage: { table: stores, from: s3://test/stores/, "
        "options: CSV, mode: " +
        mode + " }, after: make }\n");
  }

  std::vector<std::string> stores() {
    return test_.rows("SELECT city, tills FROM stores ORDER BY city, tills");
  }
  std::string error_of(const RunSummary& summary) { return summary.tasks.back().error; }

  TestProject test_;
};

using Rows = std::vector<std::string>;

TEST_F(Stage, ReplacesTheTableAndGivesTheSameWhenRunTwice) {
  stage("replace");
  const RunSummary summary = test_.run();
  ASSERT_EQ(summary.exit_code(), 0) << error_of(summary);
  EXPECT_EQ(summary.tasks[1].figures.rows_read, 3);
  EXPECT_EQ(summary.tasks[1].figures.files, 2);
  const Rows once = stores();
  EXPECT_EQ(once, (Rows{"Lyon | 12", "Nancy | 7", "Paris | 30"}));
  test_.run();
  EXPECT_EQ(stores(), once);
}

TEST_F(Stage, AppendsOnlyFilesThatItHasNotLoadedYet) {
  stage("append");
  const RunSummary first = test_.run();
  ASSERT_EQ(first.exit_code(), 0) << error_of(first);
  test_.run();
  EXPECT_EQ(stores().size(), 3U);
  test_.folder.put("data/stores/c.csv", "Metz,4\n");
  const RunSummary third = test_.run();
  ASSERT_EQ(third.exit_code(), 0) << error_of(third);
  EXPECT_EQ(third.tasks[1].figures.rows_loaded, 1);
  EXPECT_EQ(stores(), (Rows{"Lyon | 12", "Metz | 4", "Nancy | 7", "Paris | 30"}));
}

TEST_F(Stage, TakesAFileWithTheSameBytesAsTheSame) {
  stage("append");
  test_.run();
  std::filesystem::last_write_time(test_.folder / "data/stores/a.csv",
                                   std::filesystem::file_time_type::clock::now());
  EXPECT_EQ(test_.run().exit_code(), 0);
  EXPECT_EQ(stores().size(), 3U);
}

TEST_F(Stage, RefusesAFileThatChangedUnlessToldToReload) {
  stage("append");
  test_.run();
  test_.folder.put("data/stores/b.csv", "Paris,31\n");
  const RunSummary refused = test_.run();
  EXPECT_EQ(refused.exit_code(), 1);
  EXPECT_NE(error_of(refused).find(
                "changed since they were loaded into stores, for instance s3://test/stores/b.csv"),
            std::string::npos)
      << error_of(refused);
  EXPECT_EQ(stores().size(), 3U);
  const RunSummary reloaded = test_.run({.reload = {"b.csv"}});
  ASSERT_EQ(reloaded.exit_code(), 0) << error_of(reloaded);
  EXPECT_EQ(reloaded.tasks[1].figures.rows_deleted, 1);
  EXPECT_EQ(reloaded.tasks[1].figures.rows_inserted, 1);
  EXPECT_EQ(stores(), (Rows{"Lyon | 12", "Nancy | 7", "Paris | 31"}));
}

TEST_F(Stage, ReloadsAnUnchangedFileWithoutDoublingIt) {
  stage("append");
  test_.run();
  for (const char* pattern : {"*", "s3://test/stores/a.csv", "s3://test/**", "a.*"}) {
    const RunSummary summary = test_.run({.reload = {pattern}});
    ASSERT_EQ(summary.exit_code(), 0) << pattern << error_of(summary);
    EXPECT_EQ(stores(), (Rows{"Lyon | 12", "Nancy | 7", "Paris | 30"})) << pattern;
  }
}

TEST_F(Stage, ReloadsRowsThatWereDeletedByHand) {
  stage("append");
  test_.run();
  test_.rows("DELETE FROM stores WHERE city = 'Lyon'");
  test_.run();
  EXPECT_EQ(stores().size(), 2U);
  ASSERT_EQ(test_.run({.reload = {"a.csv"}}).exit_code(), 0);
  EXPECT_EQ(stores(), (Rows{"Lyon | 12", "Nancy | 7", "Paris | 30"}));
  test_.rows("TRUNCATE stores");
  ASSERT_EQ(test_.run({.reload = {"*"}}).exit_code(), 0);
  EXPECT_EQ(stores(), (Rows{"Lyon | 12", "Nancy | 7", "Paris | 30"}));
}

TEST_F(Stage, KeepsARowThatAnotherFileGaveToo) {
  test_.folder.put("data/stores/b.csv", "Paris,30\nLyon,12\n");
  stage("append");
  test_.run();
  test_.folder.put("data/stores/a.csv", "Nancy,7\n");
  ASSERT_EQ(test_.run({.reload = {"a.csv"}}).exit_code(), 0);
  EXPECT_EQ(stores(), (Rows{"Lyon | 12", "Nancy | 7", "Paris | 30"}));
}

TEST_F(Stage, TellsNullFromAnEmptyTextWhenItReloads) {
  test_.folder.put("data/stores/a.csv", "Nancy,\n\"\",1\n\\N,1\n");
  test_.folder.put("data/stores/b.csv", "\\N,1\n");
  stage("append");
  test_.run();
  test_.folder.put("data/stores/a.csv", "Nancy,1\n");
  const RunSummary summary = test_.run({.reload = {"a.csv"}});
  ASSERT_EQ(summary.exit_code(), 0) << error_of(summary);
  EXPECT_EQ(stores(), (Rows{"Nancy | 1", "NULL | 1"}));
}

TEST_F(Stage, RefusesToReloadWhereRowsWereChangedByHand) {
  stage("append");
  test_.run();
  test_.rows("UPDATE stores SET tills = 13 WHERE city = 'Lyon'");
  const RunSummary refused = test_.run({.reload = {"a.csv"}});
  EXPECT_EQ(refused.exit_code(), 1);
  EXPECT_NE(error_of(refused).find(
                "1 of the rows that s3://test/stores/a.csv gave are no longer in public.stores"),
            std::string::npos)
      << error_of(refused);
  EXPECT_EQ(stores(), (Rows{"Lyon | 13", "Nancy | 7", "Paris | 30"}));
  // A file whose rows are all there is told from the changed ones.
  EXPECT_EQ(test_.run({.reload = {"b.csv"}}).exit_code(), 0);
}

TEST_F(Stage, ReloadsAFileOfATableThatHasGrownAColumn) {
  stage("append");
  test_.run();
  test_.rows("ALTER TABLE stores ADD COLUMN region VARCHAR(9)");
  test_.folder.put("data/stores/c.csv", "Metz,4,Est\n");
  ASSERT_EQ(test_.run({.select = {"make"}}).exit_code(), 0);
  test_.pipeline(
      "  stage: { stage: { table: stores, from: s3://test/stores/, options: CSV FILLRECORD, mode: "
      "append } }\n");
  test_.folder.put("data/stores/b.csv", "Paris,31,IDF\n");
  const RunSummary summary = test_.run({.reload = {"b.csv"}});
  ASSERT_EQ(summary.exit_code(), 0) << error_of(summary);
  EXPECT_EQ(test_.rows("SELECT city, tills, region FROM stores ORDER BY city"),
            (Rows{"Lyon | 12 | NULL", "Metz | 4 | Est", "Nancy | 7 | NULL", "Paris | 31 | IDF"}));
}

TEST_F(Stage, KeepsWhatCopyDidNotTake) {
  test_.folder.put("data/stores/b.csv", "Paris,30\nMetz,many\n");
  test_.pipeline(
      "  make: { sql: make.sql }\n  stage: { stage: { table: stores, from: s3://test/stores/, "
      "options: CSV MAXERROR 5 }, after: make }\n");
  const RunSummary summary = test_.run();
  ASSERT_EQ(summary.exit_code(), 0) << error_of(summary);
  EXPECT_EQ(summary.tasks[1].figures.rows_rejected, 1);
  const auto history = History::open_to_read(test_.folder / ".darties/history.db");
  const auto rejects = history->rejects(summary.run.run_id);
  ASSERT_EQ(rejects.size(), 1U);
  EXPECT_EQ(rejects[0].reject.workbook, "s3://test/stores/b.csv");
  EXPECT_EQ(rejects[0].reject.cell, "line 2");
  EXPECT_EQ(rejects[0].reject.column, "tills");
  EXPECT_EQ(rejects[0].reject.value, "many");
}

TEST_F(Stage, RefusesToAppendToRowsItDoesNotKnow) {
  stage("replace");
  test_.run();
  stage("append");
  const RunSummary refused = test_.run();
  EXPECT_EQ(refused.exit_code(), 1);
  EXPECT_NE(error_of(refused).find("has rows that no appending load put there"), std::string::npos)
      << error_of(refused);
}

TEST_F(Stage, KeepsTheOldRowsWhenAFileIsBroken) {
  stage("replace");
  test_.run();
  test_.folder.put("data/stores/b.csv", "Paris,thirty\n");
  EXPECT_EQ(test_.run().exit_code(), 1);
  EXPECT_EQ(stores(), (Rows{"Lyon | 12", "Nancy | 7", "Paris | 30"}));
}

TEST_F(Stage, SaysWhenThereIsNothingToLoad) {
  test_.pipeline(
      "  make: { sql: make.sql }\n  stage: { stage: { table: stores, from: s3://test/nothing/, "
      "options: CSV }, after: make }\n");
  const RunSummary summary = test_.run();
  EXPECT_EQ(summary.exit_code(), 1);
  EXPECT_EQ(summary.tasks.back().error_kind, "not_found") << error_of(summary);
}

}  // namespace
}  // namespace darties
