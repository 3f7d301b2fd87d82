// A value that a query leaves aside raises no error, wherever the rows come from: a column of few values is stored as a
// dictionary, and what is computed once for each of its entries must not be computed for those of other rows.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/temporary_folder.h"
#include "warehouse/engines/embedded/embedded_engine.h"

namespace darties {
namespace {

using testing::Each;

constexpr int kRows = 20'000;
constexpr int kBadRows = kRows / 4;

/// A warehouse in a file, opened anew: events whose texts and numbers make no sense where page is 'Home'.
class FallibleFunctionsTest : public testing::Test {
 protected:
  FallibleFunctionsTest() {
    open();
    session_->execute(
        "CREATE TABLE events (page VARCHAR(64), number VARCHAR(64), day VARCHAR(64), flag "
        "VARCHAR(8), json VARCHAR(64), pattern VARCHAR(8), zero INT)");
    session_->execute_internal(fmt::format(
        "INSERT INTO dev.public.events SELECT CASE WHEN bad THEN 'Home' ELSE 'NextSong' END, "
        "CASE WHEN bad THEN '' ELSE '5' END, CASE WHEN bad THEN '' ELSE '2018-11-05' END, "
        "CASE WHEN bad THEN '' ELSE 't' END, CASE WHEN bad THEN '{{' ELSE '{{\"a\":1}}' END, "
        "CASE WHEN bad THEN '(' ELSE '2' END, CASE WHEN bad THEN 0 ELSE 5 END "
        "FROM (SELECT r % 4 = 0 AS bad FROM range({}) AS t(r))",
        kRows));
    open();
  }

  void open() {
    session_.reset();
    engine_.reset();
    engine_ = open_embedded_engine({.warehouse = folder_.path() / "warehouse.duckdb"}, lake_,
                                   system_clock());
    session_ = engine_->connect();
  }

  /// Runs a query whose answer is one row of counts, each of which counts the good rows.
  void expect_good_rows(const std::string& query) {
    SCOPED_TRACE(query);
    try {
      const auto rows = session_->execute(query).rows;
      ASSERT_EQ(rows.size(), 1U);
      EXPECT_THAT(rows[0], Each(Value(std::to_string(kRows - kBadRows))));
    } catch (const Error& error) {
      ADD_FAILURE() << error.what();
    }
  }

  TemporaryFolder folder_;
  Lake lake_{{}};
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Session> session_;
};

/// Each fails on the values of a bad row.
constexpr const char* kExpressions[] = {
    "number::INT",
    "number::SMALLINT",
    "number::BIGINT",
    "number::DECIMAL(10,2)",
    "number::DECIMAL(19,2)",
    "number::FLOAT",
    "CAST(day AS DATE)",
    "day::TIMESTAMP",
    "day::TIMESTAMPTZ",
    "flag::BOOLEAN",
    "TO_DATE(day, 'YYYY-MM-DD')",
    "TO_TIMESTAMP(day, 'YYYY-MM-DD')",
    "TO_NUMBER(number, '9')",
    "TEXT_TO_INT_ALT(pattern)",
    "JSON_PARSE(json)",
    "JSON_EXTRACT_PATH_TEXT(json, 'a')",
    "REGEXP_COUNT(number, pattern)",
    "REGEXP_SUBSTR(number, pattern)",
    "STRTOL(pattern, 10)",
    "10 / zero",
    "10 % zero",
    "10.5 / zero",
    "10.5::DECIMAL(10,2) % zero",
    "10::FLOAT / zero",
    "SPLIT_PART(page, 'x', zero)",
    "SUBSTRING(page, 1, zero - 1)",
    "NEXT_DAY('2018-11-05', LEFT('Monday', zero))",
    "1e308::FLOAT * (6 - zero)",
};

/// One text of all expressions: `shape` with each in the place of {0}, its number in that of {1}.
std::string of_all(const std::string& shape, const std::string& separator = ", ") {
  std::string text;
  int number = 0;
  for (const char* expression : kExpressions) {
    if (number > 0) text += separator;
    text += fmt::format(fmt::runtime(shape), expression, number++);
  }
  return text;
}

TEST_F(FallibleFunctionsTest, AreNotAskedAboutRowsThatAFilterTookOut) {
  const std::string counts = of_all("COUNT({0})");
  expect_good_rows("SELECT " + counts + " FROM events WHERE page = 'NextSong'");
  expect_good_rows("SELECT " + of_all("COUNT(v{1})") + " FROM (SELECT page, " +
                   of_all("{0} AS v{1}") + " FROM events) AS e WHERE page <> 'Home'");
  expect_good_rows("SELECT " + counts + " FROM events WHERE page || flag <> 'Home'");
}

TEST_F(FallibleFunctionsTest, AreNotAskedAboutBranchesThatAreNotTaken) {
  expect_good_rows("SELECT " + of_all("COUNT(CASE WHEN page = 'NextSong' THEN {0} END)") +
                   " FROM events");
  expect_good_rows("SELECT " +
                   of_all("COUNT(CASE WHEN page || flag = 'Home' THEN NULL ELSE {0} END)") +
                   " FROM events");
}

TEST_F(FallibleFunctionsTest, AreAskedBehindTheConditionsThatStandInFront) {
  for (const auto* condition : {"page || flag <> 'Home'", "number || flag <> ''"})
    expect_good_rows(
        fmt::format("SELECT COUNT(*) FROM events WHERE {} AND number::INT > 4", condition));
}

TEST_F(FallibleFunctionsTest, AreNotAskedAboutRowsThatAJoinTookOut) {
  const std::string counts = of_all("COUNT({0})");
  expect_good_rows("SELECT " + counts +
                   " FROM events JOIN (SELECT 'NextSong' AS p) AS w ON page = p");
  expect_good_rows("SELECT " + counts + " FROM events WHERE page IN (SELECT 'Next' || 'Song')");
}

TEST_F(FallibleFunctionsTest, TakeTheEmptyTextAsNullWhereItIsMadeSo) {
  for (const auto* type : {"INT", "BIGINT", "SMALLINT", "DECIMAL(10,2)", "FLOAT"}) {
    expect_good_rows(fmt::format("SELECT COUNT(CAST(NULLIF(number, '') AS {})) FROM events", type));
  }
  for (const auto* type : {"DATE", "TIMESTAMP", "TIMESTAMPTZ"})
    expect_good_rows(fmt::format("SELECT COUNT(CAST(NULLIF(day, '') AS {})) FROM events", type));
}

TEST_F(FallibleFunctionsTest, StillFailOnRowsThatAreInUse) {
  for (const auto* expression : kExpressions) {
    SCOPED_TRACE(expression);
    EXPECT_THROW(session_->execute(fmt::format("SELECT COUNT({}) FROM events", expression)), Error);
  }
}

}  // namespace
}  // namespace darties
