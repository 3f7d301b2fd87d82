#include "base/text.h"

#include <gmock/gmock.h>

namespace darties {
namespace {

using testing::ElementsAre;

TEST(Text, AcceptsOnlyWellFormedUtf8) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("plain text longer than eight"));
  EXPECT_TRUE(is_valid_utf8("Publicité € \U0001F600"));
  EXPECT_FALSE(is_valid_utf8("\xC0\x80"));          // overlong NUL
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));      // a surrogate
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
  EXPECT_FALSE(is_valid_utf8("caf\xC3"));           // cut in half
  EXPECT_FALSE(is_valid_utf8("12345678\xA4"));      // bad lead byte after a fast stretch
}

TEST(Text, MeasuresCharactersAndCells) {
  EXPECT_EQ(count_characters("réel"), 4u);
  EXPECT_EQ(display_width("réel"), 4u);
  EXPECT_EQ(display_width("e\xCC\x81"), 1u);
  EXPECT_EQ(display_width("日本"), 4u);
}

TEST(Text, SplitsAndKeepsEmptyPieces) {
  EXPECT_THAT(split("a,,b", ','), ElementsAre("a", "", "b"));
  EXPECT_THAT(split("", ','), ElementsAre(""));
  EXPECT_THAT(split_lines("a\r\nb\n\nc"), ElementsAre("a", "b", "", "c"));
  EXPECT_THAT(split_lines("a\n"), ElementsAre("a"));
}

TEST(Text, TrimsBlanksAndLineEnds) { EXPECT_EQ(trim(" \t Lily \r\n"), "Lily"); }

TEST(Text, ReplacesEveryOccurrence) {
  EXPECT_EQ(replace_all("a__b__c", "__", "."), "a.b.c");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
}

TEST(Text, CountsASwapOfNeighboursAsOneEdit) {
  EXPECT_EQ(edit_distance("satge", "stage"), 1u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
}

TEST(Text, SuggestsTheNearestName) {
  const std::vector<std::string> names = {"stage", "load_fact", "load_dimension", "check"};
  EXPECT_EQ(nearest("Satge", names), "stage");
  EXPECT_EQ(nearest("load_dim", names), "load_dimension");
  EXPECT_EQ(nearest("unload_everything", names), std::nullopt);
  EXPECT_EQ(suggestion("chekc", names), " (did you mean 'check'?)");
  EXPECT_EQ(suggestion("zzz", names), "");
}

TEST(Text, WritesNumbersForPeople) {
  EXPECT_EQ(with_thousands(-1728), "-1,728");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000000), "1,000,000");
  EXPECT_EQ(human_bytes(999), "999 bytes");
  EXPECT_EQ(human_bytes(715'200'000), "715.2 MB");
  EXPECT_EQ(human_duration(3), "3 ms");
  EXPECT_EQ(human_duration(250), "0.25 s");
  EXPECT_EQ(human_duration(72'000), "1 min 12 s");
}

TEST(Text, ReadsDurations) {
  EXPECT_EQ(parse_duration_ms("500ms"), 500);
  EXPECT_EQ(parse_duration_ms("30s"), 30'000);
  EXPECT_EQ(parse_duration_ms("30"), 30'000);
  EXPECT_EQ(parse_duration_ms("10 m"), 600'000);
  EXPECT_EQ(parse_duration_ms("2h"), 7'200'000);
  EXPECT_EQ(parse_duration_ms("1d"), 86'400'000);
  for (const auto* text : {"", "s", "-1s", "1.5s", "10 weeks", "99999999999999d"}) {
    EXPECT_EQ(parse_duration_ms(text), std::nullopt) << text;
  }
}

TEST(Glob, OneStarStaysInItsFolder) {
  EXPECT_TRUE(matches_glob("4_checks/*.sql", "4_checks/a.sql"));
  EXPECT_FALSE(matches_glob("4_checks/*.sql", "4_checks/deep/a.sql"));
  EXPECT_FALSE(matches_glob("*.sql", "a.sql.bak"));
}

TEST(Glob, TwoStarsGoThroughFolders) {
  EXPECT_TRUE(matches_glob("data/**/*.json", "data/a/b/c.json"));
  EXPECT_TRUE(matches_glob("data/**/*.json", "data/c.json"));
  EXPECT_FALSE(matches_glob("data/**/c.json", "data/xc.json"));
}

TEST(Glob, KnowsSetsAndSingleCharacters) {
  EXPECT_TRUE(matches_glob("V_[FH]*", "V_Hifi"));
  EXPECT_FALSE(matches_glob("V_[!FH]*", "V_Hifi"));
  EXPECT_TRUE(matches_glob("sales_?.json", "sales_3.json"));
  EXPECT_TRUE(matches_glob("a[", "a["));
}

TEST(Glob, IsQuickOnHostilePatterns) {
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "*a";
  EXPECT_FALSE(matches_glob(pattern, std::string(2000, 'a') + "b"));
}

}  // namespace
}  // namespace darties
