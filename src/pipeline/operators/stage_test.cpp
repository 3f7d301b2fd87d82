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
  EXPECT_EQ(test_.run({.reload = true}).exit_code(), 0);
  EXPECT_EQ(stores(), (Rows{"Lyon | 12", "Nancy | 7", "Paris | 30", "Paris | 31"}));
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
