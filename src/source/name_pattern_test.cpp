#include "source/name_pattern.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace darties {
namespace {

TEST(NamePattern, GivesWhatItsPlaceholdersStandFor) {
  const NamePattern pattern("{indicateur:CA|V|MB}_{famille}");
  EXPECT_EQ(pattern.match("CA_Fours"), (Captures{{"indicateur", "CA"}, {"famille", "Fours"}}));
  EXPECT_EQ(pattern.match("V_Hifi_2"), (Captures{{"indicateur", "V"}, {"famille", "Hifi_2"}}));
  EXPECT_FALSE(pattern.match("darties"));
  EXPECT_FALSE(pattern.match("XX_Fours"));
  EXPECT_FALSE(pattern.match("CA_"));
}

TEST(NamePattern, MatchesAlternativesWithoutAName) {
  const NamePattern pattern("{O|R}_{mois}");
  EXPECT_EQ(pattern.match("R_Fevrier"), (Captures{{"mois", "Fevrier"}}));
  EXPECT_FALSE(pattern.match("X_Fevrier"));
}

TEST(NamePattern, LooksBackWhenTheFirstGuessFails) {
  EXPECT_EQ(NamePattern("{a}_{b:x|y}").match("1_2_x"), (Captures{{"a", "1_2"}, {"b", "x"}}));
  EXPECT_TRUE(NamePattern("*b*").match("abab"));
}

TEST(NamePattern, TakesStarsAndQuestionMarksAsFileNamesDo) {
  EXPECT_TRUE(NamePattern("CA_*").match("CA_"));
  EXPECT_TRUE(NamePattern("?A_*").match("CA_Fours"));
  EXPECT_TRUE(NamePattern("f?vrier").match("février"));
  EXPECT_FALSE(NamePattern("?").match("ab"));
}

TEST(NamePattern, KnowsWhetherItIsALiteral) {
  EXPECT_TRUE(NamePattern("darties").is_literal());
  EXPECT_FALSE(NamePattern("{a}").is_literal());
  EXPECT_EQ(NamePattern("{x:1|2}-{y}").placeholders(), (std::vector<std::string>{"x", "y"}));
}

TEST(NamePattern, SaysWhereItIsWrong) {
  const auto message = [](const char* text) {
    try {
      NamePattern pattern(text);
    } catch (const Error& error) {
      return error.message();
    }
    return std::string();
  };
  EXPECT_EQ(message("a{b"), "pattern 'a{b': '{' at character 2 is not closed");
  EXPECT_EQ(message("ab}"), "pattern 'ab}': '}' at character 3 closes nothing");
  EXPECT_EQ(message("{}"), "pattern '{}': the placeholder at character 1 has no name");
  EXPECT_EQ(message("{a}{a}"), "pattern '{a}{a}': placeholder {a} comes twice");
}

TEST(NamePattern, GivesUpQuicklyOnManyStars) {
  const std::string stars(40, '*');
  EXPECT_FALSE(NamePattern(stars + "x").match(std::string(200, 'a')));
  EXPECT_TRUE(NamePattern(stars + "a").match(std::string(200, 'a')));
}

}  // namespace
}  // namespace darties
