#include "sql/functions.h"

#include <gtest/gtest.h>

#include "base/error.h"

// Expected values: Redshift's manual pages of the functions, PostgreSQL for intervals.

namespace darties::sql {
namespace {

constexpr std::int64_t kMoment = 1542837407796000;  // 2018-11-21 21:56:47.796, a Wednesday

TEST(CutBytes, EndsBetweenCharacters) {
  EXPECT_EQ(cut_bytes("caf\xc3\xa9", 4), "caf");
  EXPECT_EQ(cut_bytes("caf\xc3\xa9", 5), "caf\xc3\xa9");
  EXPECT_EQ(cut_bytes("abc", 9), "abc");
}

TEST(AssignVarchar, CutsBlanksAndRefusesMore) {
  EXPECT_EQ(assign_varchar("abc", 3), "abc");
  EXPECT_EQ(assign_varchar("abc   ", 4), "abc ");
  EXPECT_THROW(assign_varchar("abcd", 3), Error);
}

TEST(AssignChar, KeepsNoTrailingBlanksAndTakesAsciiOnly) {
  EXPECT_EQ(assign_char("ab  ", 2), "ab");
  EXPECT_THROW(assign_char("abc", 2), Error);
  EXPECT_THROW(assign_char("\xc3\xa9", 4), Error);
}

TEST(DivideDecimals, TruncatesAtTheScale) {
  EXPECT_TRUE(divide_decimals(100, 2, 3, 0, 4) == 3333);    // 1.00 / 3 = 0.3333
  EXPECT_TRUE(divide_decimals(-200, 2, 3, 0, 4) == -6666);  // -2.00 / 3 = -0.6666
  EXPECT_TRUE(divide_decimals(12345, 2, 100, 0, 0) == 1);   // 123.45 / 100 = 1
  EXPECT_TRUE(divide_decimals(1, 0, 25, 2, 4) == 40000);    // 1 / 0.25 = 4.0000
}

TEST(DivideDecimals, RefusesZeroAndOverflow) {
  EXPECT_THROW(divide_decimals(1, 0, 0, 0, 4), Error);
  Int128 large = 1;
  for (int i = 0; i < 37; ++i) large *= 10;
  EXPECT_THROW(divide_decimals(large, 0, 1, 0, 4), Error);
  EXPECT_TRUE(divide_decimals(large, 0, large, 0, 10) == 10000000000);
}

TEST(IntervalTimes, TakesEpochMilliseconds) {
  EXPECT_EQ(interval_times({.microseconds = 1000}, std::int64_t{1542837407796}).microseconds,
            kMoment);
  EXPECT_EQ(interval_times({.microseconds = 1000000}, 1.5).microseconds, 1500000);
}

TEST(IntervalTimes, PassesFractionsOfMonthsToDays) {
  EXPECT_EQ(interval_times({.months = 1}, 1.5), (IntervalParts{1, 15, 0}));
  EXPECT_EQ(interval_times({.days = 1}, 0.5), (IntervalParts{0, 0, 43'200'000'000}));
}

TEST(InitialCapitals, BeginsEveryWord) {
  EXPECT_EQ(initial_capitals("nice cAFE-bar"), "Nice Cafe-Bar");
}

TEST(ParseNumberOfBase, ReadsHexadecimal) {
  EXPECT_EQ(parse_number_of_base("0xf", 16), 15);
  EXPECT_EQ(parse_number_of_base("110101", 2), 53);
  EXPECT_EQ(parse_number_of_base("", 10), 0);
  EXPECT_THROW(parse_number_of_base("xyz", 10), Error);
}

TEST(FormatTimestamp, KnowsDatesAndTimes) {
  EXPECT_EQ(format_timestamp(kMoment, "YYYY-MM-DD HH24:MI:SS.MS"), "2018-11-21 21:56:47.796");
  EXPECT_EQ(format_timestamp(kMoment, "HH12:MI:SS PM, FMDay DDth FMMonth YY"),
            "09:56:47 PM, Wednesday 21st November 18");
  EXPECT_EQ(format_timestamp(kMoment, "MONTH|Month|mon|DY|Day|"),
            "NOVEMBER |November |nov|WED|Wednesday|");
  EXPECT_EQ(format_timestamp(kMoment, "Q D ID DDD W WW IW IYYY J CC"),
            "4 4 3 325 3 47 47 2018 2458444 21");
  EXPECT_EQ(format_timestamp(kMoment, "yyyymmdd\"T\"hh24"), "20181121T21");
}

TEST(FormatTimestamp, CountsIsoWeeksAcrossTheYear) {
  const std::int64_t new_year_2016 = 16801LL * 86'400'000'000;  // 2016-01-01, a Friday
  EXPECT_EQ(format_timestamp(new_year_2016, "IYYY-IW"), "2015-53");
}

TEST(ParseTimestamp, ReadsWhatTheFormatSays) {
  EXPECT_EQ(parse_timestamp("2018-11-21 21:56:47.796", "YYYY-MM-DD HH24:MI:SS.MS", false), kMoment);
  EXPECT_EQ(parse_timestamp("20181121", "YYYYMMDD", false), 17856LL * 86'400'000'000);
  EXPECT_EQ(parse_timestamp("21 November 2018", "DD Month YYYY", false), 17856LL * 86'400'000'000);
  EXPECT_EQ(parse_timestamp("21 nov 18 09 PM", "DD Mon YY HH12 AM", false),
            (17856LL * 24 + 21) * 3'600'000'000);
}

TEST(ParseTimestamp, RollsOverDaysUnlessStrict) {
  EXPECT_EQ(parse_timestamp("20010631", "YYYYMMDD", false),
            parse_timestamp("20010701", "YYYYMMDD", false));
  EXPECT_THROW(parse_timestamp("20010631", "YYYYMMDD", true), Error);
  EXPECT_THROW(parse_timestamp("2001", "YYYYMMDD", false), Error);
  EXPECT_THROW(parse_timestamp("20011301", "YYYYMMDD", false), Error);
}

}  // namespace
}  // namespace darties::sql
