#include "sql/syntax/limits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <functional>

#include "base/error.h"
#include "sql/lint/lint.h"
#include "sql/parse.h"

namespace darties::sql {
namespace {

std::string repeated(int times, const std::function<std::string(int)>& piece) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece(i);
  return text;
}
std::string repeated(int times, std::string_view piece) {
  return repeated(times, [&](int) { return std::string(piece); });
}

/// What parsing and translating the statement says; empty: nothing. It may not take long.
std::string error_of(const std::string& text) {
  const std::clock_t start = std::clock();
  const auto findings = lint(text, "");
  EXPECT_LT(std::clock() - start, 10 * CLOCKS_PER_SEC) << text.substr(0, 60);
  for (const auto& finding : findings) {
    if (finding.verdict != Verdict::kRuns) return finding.reason.empty() ? "?" : finding.reason;
  }
  return "";
}

struct Chain {
  const char* name;
  std::function<std::string(int)> make;
};

// Each is of any length; what is too long is refused with the number.
const Chain kChains[] = {
    {"sum", [](int n) { return "SELECT 1" + repeated(n, "+1"); }},
    {"power", [](int n) { return "SELECT k" + repeated(n, "^1") + " FROM t"; }},
    {"equal", [](int n) { return "SELECT k" + repeated(n, "=k") + " FROM t"; }},
    {"casts", [](int n) { return "SELECT '1'" + repeated(n, "::int"); }},
    {"subscripts", [](int n) { return "SELECT s.v" + repeated(n, "[0]") + " FROM s"; }},
    {"fields", [](int n) { return "SELECT s.v[0]" + repeated(n, ".a") + " FROM s"; }},
    {"zones", [](int n) { return "SELECT d" + repeated(n, " AT TIME ZONE 'UTC'") + " FROM t"; }},
    {"is null", [](int n) { return "SELECT k" + repeated(n, " IS NULL") + " FROM t"; }},
    {"not", [](int n) { return "SELECT " + repeated(n, "NOT ") + "b FROM t"; }},
    {"minus", [](int n) { return "SELECT " + repeated(n, "- ") + "k FROM t"; }},
    {"concatenation", [](int n) { return "SELECT n" + repeated(n, "||n") + " FROM t"; }},
    {"and", [](int n) { return "SELECT 1 FROM t WHERE b" + repeated(n, " AND b"); }},
    {"or", [](int n) { return "SELECT 1 FROM t WHERE b" + repeated(n, " OR b"); }},
    {"and or", [](int n) { return "SELECT 1 FROM t WHERE b" + repeated(n, " AND b OR b"); }},
    {"unions", [](int n) { return "SELECT 1" + repeated(n, " UNION ALL SELECT 1"); }},
    {"joins", [](int n) { return "SELECT 1 FROM t" + repeated(n, " CROSS JOIN t"); }},
    {"commas", [](int n) { return "SELECT 1 FROM t" + repeated(n, ", t"); }},
    {"calls", [](int n) { return "SELECT " + repeated(n, "upper(") + "n" + repeated(n, ")"); }},
    {"cases",
     [](int n) {
       return "SELECT " + repeated(n, "CASE WHEN b THEN ") + "1" + repeated(n, " END");
     }},
    {"queries", [](int n) { return "SELECT " + repeated(n, "(SELECT ") + "1" + repeated(n, ")"); }},
    {"tables",
     [](int n) { return repeated(n, "SELECT * FROM (") + "SELECT 1" + repeated(n, ") x"); }},
    {"parentheses", [](int n) { return "SELECT " + repeated(n, "(") + "1" + repeated(n, ")"); }},
    {"sums in queries",
     [](int n) {
       return repeated(n, "SELECT 1" + repeated(40, "+1") + "+(") + "SELECT 1" + repeated(n, ")");
     }},
    {"with",
     [](int n) { return "WITH c AS (SELECT 1)" + repeated(n, ", c AS (SELECT 1)") + " SELECT 1"; }},
    {"pivots",
     [](int n) { return "SELECT * FROM t" + repeated(n, " PIVOT (sum(k) FOR n IN ('a'))"); }},
    {"aliases",
     [](int n) {
       return "SELECT n||n a0" +
              repeated(std::min(n, 1600),
                       [](int i) {
                         return ", a" + std::to_string(i) + "||a" + std::to_string(i) + " a" +
                                std::to_string(i + 1);
                       }) +
              " FROM t";
     }},
    {"items", [](int n) { return "SELECT 1" + repeated(n, ", 1"); }},
    {"list",
     [](int n) {
       return "SELECT 1 WHERE 1 IN (1" + repeated(3 * std::max(n, 120'000), ",1") + ")";
     }},
};

TEST(Limits, EveryChainIsRefusedWithItsNumber) {
  for (const Chain& chain : kChains) {
    for (const int length : {12'000, 100'000}) {
      const std::string error = error_of(chain.make(length));
      const bool named = error.find("too large") != std::string::npos ||
                         error.find("nested too deeply") != std::string::npos ||
                         error.find("can have at most") != std::string::npos ||
                         error.find("write parentheses") != std::string::npos;
      EXPECT_TRUE(named) << chain.name << " of " << length << ": " << error;
    }
  }
}

TEST(Limits, WhatPeopleAndProgramsWriteIsTaken) {
  EXPECT_EQ(error_of("SELECT 1 FROM t WHERE k = 0" +
                     repeated(2'000, [](int i) { return " OR k = " + std::to_string(i); })),
            "");
  EXPECT_EQ(error_of("SELECT 1 FROM t WHERE b" + repeated(2'000, " AND b")), "");
  EXPECT_EQ(error_of("SELECT n" + repeated(1'000, "||'-'||n") + " FROM t"), "");
  EXPECT_EQ(error_of("SELECT k" + repeated(200, "+k") + " FROM t"), "");
  EXPECT_EQ(error_of("SELECT 1 FROM t" + repeated(100, " CROSS JOIN t")), "");
  EXPECT_EQ(error_of("SELECT 1" + repeated(500, " UNION ALL SELECT 1")), "");
  EXPECT_EQ(error_of("SELECT 1 WHERE 1 IN (1" + repeated(50'000, ",1") + ")"), "");
  EXPECT_EQ(error_of("SELECT " + repeated(100, "replace(") + "n" + repeated(100, ", 'a', 'b')")),
            "");
}

TEST(Limits, QueriesInExpressionsNestAFewLevelsDeep) {
  const auto nested = [](int n) {
    return "SELECT " + repeated(n, "(SELECT ") + "1" + repeated(n, ")");
  };
  EXPECT_EQ(error_of(nested(16)), "");
  EXPECT_NE(error_of(nested(17)).find("16 queries in expressions of one another"),
            std::string::npos);
  EXPECT_EQ(error_of(nested(16) + "; " + nested(16)), "");
}

TEST(Limits, CountsEachStatementForItself) {
  const std::string one = "SELECT 1" + repeated(700, " UNION ALL SELECT 1") + ";";
  EXPECT_EQ(error_of(one + one + one), "");
}

}  // namespace
}  // namespace darties::sql
