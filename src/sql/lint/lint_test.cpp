#include "sql/lint/lint.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace darties::sql {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::vector<std::string> verdicts(std::string_view script) {
  std::vector<std::string> lines;
  for (const auto& finding : lint(script))
    lines.push_back(fmt::format("{}: {}", finding.kind, to_string(finding.verdict)));
  return lines;
}

Finding judge(std::string_view statement) { return lint(statement, "a.sql").at(0); }

TEST(Lint, GivesEachStatementItsKindAndVerdict) {
  EXPECT_THAT(verdicts("SELECT a FROM t; VACUUM; CREATE DATASHARE s; SELECT FROM FROM;"),
              ElementsAre("SELECT: runs", "VACUUM: no_effect", "CREATE DATASHARE: refused",
                          "SELECT: invalid"));
}

TEST(Lint, PointsAtThePlaceWhereTheSyntaxBreaks) {
  const Finding finding = judge("SELECT 'é',\n  ) FROM t");
  EXPECT_EQ(finding.verdict, Verdict::kInvalid);
  EXPECT_EQ(finding.fault, (Place{"a.sql", 2, 3}));
}

TEST(Lint, RefusesAFunctionThatIsUnknownByItsName) {
  const Finding finding = judge("SELECT nosuch(a) FROM t");
  EXPECT_EQ(finding.verdict, Verdict::kRefused);
  EXPECT_THAT(finding.reason, HasSubstr("nosuch"));
}

TEST(Lint, LooksIntoTheQueryOfAnUnload) {
  EXPECT_THAT(judge("UNLOAD ('SELECT nosuch(a) FROM t') TO 's3://b/k' IAM_ROLE default").reason,
              HasSubstr("nosuch"));
}

TEST(Lint, NeedsNoTables) {
  EXPECT_THAT(verdicts("INSERT INTO t VALUES (1, 2); INSERT INTO t (a) SELECT b FROM u;"
                       "UPDATE t SET a = 1; ALTER TABLE t RENAME COLUMN a TO b; DROP VIEW v;"
                       "ALTER TABLE t ADD COLUMN a INT; CREATE TABLE t (LIKE u)"),
              ElementsAre("INSERT: runs", "INSERT: runs", "UPDATE: runs", "ALTER TABLE: runs",
                          "DROP VIEW: runs", "ALTER TABLE: runs", "CREATE TABLE: runs"));
}

TEST(Lint, JudgesABareExpressionAsAColumn) {
  EXPECT_THAT(verdicts("a LIKE 'x%'; nosuch(a); LEN(a) +"),
              ElementsAre("expression: runs", "expression: refused", "expression: invalid"));
  EXPECT_EQ(judge("nosuch(a)").fault, (Place{"a.sql", 1, 1}));
}

TEST(Lint, TakesAMisspelledFirstWordForNoExpression) {
  const Finding finding = judge("SELEC a FROM t");
  EXPECT_EQ(finding.verdict, Verdict::kInvalid);
  EXPECT_THAT(finding.reason, HasSubstr("expected a statement"));
}

TEST(Lint, EndsCleanlyAtALiteralThatIsNeverClosed) {
  EXPECT_THAT(verdicts("SELECT 1; SELECT 'x FROM t; SELECT 2"),
              ElementsAre("SELECT: runs", "SELECT: invalid"));
  EXPECT_THAT(verdicts("SELECT 1; /* open"), SizeIs(2));
  EXPECT_THAT(verdicts("'open"), SizeIs(1));
}

TEST(Lint, KnowsWhatMayNotStandInATransaction) {
  EXPECT_THAT(verdicts("BEGIN; VACUUM; COMMIT; VACUUM"),
              ElementsAre("BEGIN: runs", "VACUUM: refused", "COMMIT: runs", "VACUUM: no_effect"));
}

TEST(Lint, WarnsWhereAResultCouldSurprise) {
  EXPECT_THAT(judge("SELECT a FROM t LIMIT 3").warnings, ElementsAre(HasSubstr("ORDER BY")));
  EXPECT_THAT(judge("SELECT a FROM t ORDER BY a LIMIT 3").warnings, IsEmpty());
  EXPECT_THAT(judge("SELECT DATEDIFF(week, a, b) FROM t").warnings, Not(IsEmpty()));
}

}  // namespace
}  // namespace darties::sql
