#include <gtest/gtest.h>

#include "fakes/test_project.h"

namespace darties {
namespace {

class CheckOperator : public testing::Test {
 protected:
  CheckOperator() {
    test_.folder.put("make.sql",
                     "CREATE TABLE IF NOT EXISTS users (user_id INT, level VARCHAR(8), plays INT, "
                     "seen TIMESTAMP);\n"
                     "DELETE FROM users;\n"
                     "INSERT INTO users VALUES (1, 'free', 3, '2018-11-29 12:00:00'), (2, 'paid', "
                     "0, '2018-11-28 12:00:00'), "
                     "(2, 'gold', -1, NULL), (NULL, 'free', 5, NULL);\n"
                     "CREATE TABLE IF NOT EXISTS levels (level VARCHAR(8));\n"
                     "DELETE FROM levels; INSERT INTO levels VALUES ('free'), ('paid');\n");
  }

  /// Runs a check with this body and returns its results as "name: offending rows".
  std::string check(const std::string& body) {
    test_.pipeline("  make: { sql: make.sql }\n  check: { check: " + body + ", after: make }\n");
    summary_ = test_.run();
    std::string text;
    for (const CheckRecord& record : summary_.checks) {
      const CheckResult& result = record.result;
      text += (text.empty() ? "" : "; ") + result.name + ": " +
              (result.error.empty() ? std::to_string(result.offending) : result.error);
    }
    return text;
  }
  std::string error() const { return summary_.tasks.back().error; }

  TestProject test_;
  RunSummary summary_;
};

TEST_F(CheckOperator, EvaluatesEveryCheckNotOnlyTheLast) {
  test_.folder.put("4_checks/a.sql",
                   "-- check: Nobody is gold.\nSELECT * FROM users WHERE level = 'gold'");
  test_.folder.put("4_checks/b.sql", "-- check: Always holds.\nSELECT * FROM users WHERE 1 = 0");
  EXPECT_EQ(check("4_checks/*.sql"), "a: 1; b: 0");
  EXPECT_EQ(error(), "1 of 2 checks failed: a (1 row)");
  EXPECT_EQ(summary_.checks[0].result.description, "Nobody is gold.");
  ASSERT_EQ(summary_.checks[0].result.rows.size(), 1U);
  EXPECT_EQ(summary_.checks[0].result.rows[0][1], "gold");
}

TEST_F(CheckOperator, OnlyWarnsWhenTheCheckSaysSo) {
  test_.folder.put(
      "a.sql",
      "-- check: Nobody is gold.\n-- severity: warn\nSELECT * FROM users WHERE level = 'gold'");
  EXPECT_EQ(check("a.sql"), "a: 1");
  EXPECT_EQ(summary_.exit_code(), 0);
}

TEST_F(CheckOperator, PassesUpToItsThreshold) {
  test_.folder.put(
      "a.sql",
      "-- check: At most one is gold.\n-- threshold: 1\nSELECT * FROM users WHERE level = 'gold'");
  check("a.sql");
  EXPECT_EQ(summary_.exit_code(), 0);
}

TEST_F(CheckOperator, ReportsAQueryThatCanNotBeRunBesideTheOthers) {
  test_.folder.put("a.sql", "-- check: Broken.\nSELECT nonsense FROM users");
  test_.folder.put("b.sql", "-- check: Holds.\nSELECT * FROM users WHERE 1 = 0");
  check("[a.sql, b.sql]");
  ASSERT_EQ(summary_.checks.size(), 2U);
  EXPECT_EQ(summary_.checks[0].result.error.substr(0, 10), "a.sql:2:8:")
      << summary_.checks[0].result.error;
  EXPECT_EQ(error(), "1 of 2 checks failed: a (could not be run)");
}

TEST_F(CheckOperator, FindsWhatEachBuiltInCheckIsFor) {
  EXPECT_EQ(check("{ not_null: { table: users, columns: [user_id, level] } }"),
            "not_null(users.user_id): 1; not_null(users.level): 0");
  EXPECT_EQ(check("{ unique: { table: users, columns: user_id } }"), "unique(users: user_id): 1");
  EXPECT_EQ(check("{ positive: { table: users, columns: plays } }"), "positive(users.plays): 2");
  EXPECT_EQ(check("{ accepted_values: { table: users, column: level, values: [free, paid] } }"),
            "accepted_values(users.level): 1");
  EXPECT_EQ(check("{ relationship: { table: users, columns: level, references: levels } }"),
            "relationship(users.level -> levels): 1");
  EXPECT_EQ(check("{ row_count: { table: users, min: 5 } }"), "row_count(users): 1");
  EXPECT_EQ(check("{ row_count: { table: users, equals: 4 } }"), "row_count(users): 0");
  EXPECT_EQ(check("{ freshness: { table: users, column: seen, max_age: 11h } }"),
            "freshness(users.seen): 1");
  EXPECT_EQ(check("{ freshness: { table: users, column: seen, max_age: 13h } }"),
            "freshness(users.seen): 0");
  EXPECT_EQ(
      check("{ reconcile: { name: plays, left: SELECT SUM(plays) FROM users, right: SELECT 8 } }"),
      "reconcile(plays): 1");
  EXPECT_EQ(
      check("{ reconcile: { left: SELECT SUM(plays) FROM users, right: SELECT 8, tolerance: 1 } }"),
      "reconcile(totals): 0");
}

TEST_F(CheckOperator, GivesTheSameWhenRunTwice) {
  EXPECT_EQ(check("{ unique: { table: users, columns: user_id } }"),
            check("{ unique: { table: users, columns: user_id } }"));
}

TEST_F(CheckOperator, RefusesACheckWithoutSentenceOrWithAnUnknownKey) {
  test_.folder.put("a.sql", "SELECT 1");
  EXPECT_THROW(check("a.sql"), Error);
  test_.folder.put("a.sql", "-- check: x\n-- severty: warn\nSELECT 1");
  EXPECT_THROW(check("a.sql"), Error);
}

}  // namespace
}  // namespace darties
