#include "sql/functions/patterns.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace darties::sql {
namespace {

TEST(RegexpSubstr, TakesTheLongestMatchUnlessPerl) {
  EXPECT_EQ(regexp_substr("abcd", "a|ab|abc", 1, 1, ""), "abc");
  EXPECT_EQ(regexp_substr("abcd", "a|ab|abc", 1, 1, "p"), "a");
  EXPECT_EQ(regexp_substr("aaa", "a+?", 1, 1, "p"), "a");
}

TEST(RegexpSubstr, AnchorsAtTheBeginningOfTheText) {
  EXPECT_EQ(regexp_substr("abab", "^ab", 1, 2, ""), "");
  EXPECT_EQ(regexp_substr("abab", "^ab", 1, 2, "p"), "");
}

TEST(RegexpCount, GoesPastEmptyMatches) {
  EXPECT_EQ(regexp_count("\xc3\xa9t", "x*", 1, ""), 3);
  EXPECT_EQ(regexp_count("", "x*", 1, "p"), 1);
  EXPECT_EQ(regexp_count("a", "a", 5, ""), 0);
}

TEST(RegexpReplace, KnowsGroups) {
  EXPECT_EQ(regexp_replace("ab", "(a)(b)(c)?", "$2$1$3", 1, ""), "ba");
  EXPECT_EQ(regexp_replace("ab", "(a)", "$&$9$", 1, "p"), "a$b");
  EXPECT_THROW(regexp_replace("ab", "(a", "x", 1, "p"), Error);
  EXPECT_THROW(regexp_replace("ab", "(a", "x", 1, ""), Error);
}

TEST(RegexpInstr, CountsCharacters) {
  EXPECT_EQ(regexp_instr("\xc3\xa9t\xc3\xa9", "t", 1, 1, 0, ""), 2);
  EXPECT_EQ(regexp_instr("\xc3\xa9t\xc3\xa9", "t", 1, 1, 1, ""), 3);
  EXPECT_THROW(regexp_instr("a", "a", 1, 0, 0, ""), Error);
}

}  // namespace
}  // namespace darties::sql
