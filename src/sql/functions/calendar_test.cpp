#include "sql/functions/calendar.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "sql/functions.h"

namespace darties::sql {
namespace {

constexpr std::string_view kDay = "YYYY-MM-DD";

std::int64_t day(std::string_view text) { return parse_timestamp(text, kDay, true); }
std::string later(std::string_view text, std::int64_t months) {
  return format_timestamp(add_months(day(text), months), kDay);
}

TEST(AddMonths, KeepsTheLastDayTheLast) {
  EXPECT_EQ(later("2008-04-30", 1), "2008-05-31");
  EXPECT_EQ(later("2008-03-31", 1), "2008-04-30");
  EXPECT_EQ(later("2020-01-15", -1), "2019-12-15");
  EXPECT_EQ(later("2020-01-15", -13), "2018-12-15");
  EXPECT_THROW(add_months(0, 9'000'000'000), Error);
}

TEST(MonthsBetween, CountsDaysInMonthsOf31) {
  EXPECT_DOUBLE_EQ(months_between(day("1969-01-18"), day("1969-03-18")), -2);
  EXPECT_DOUBLE_EQ(months_between(day("2020-02-29"), day("2020-01-31")), 1);
  EXPECT_DOUBLE_EQ(months_between(day("2020-02-10"), day("2020-01-05")), 1 + 5.0 / 31);
}

TEST(NextDay, IsNeverTheDayItself) {
  const auto wednesday = static_cast<std::int32_t>(day("2014-08-20") / 86'400'000'000);
  EXPECT_EQ(next_day(wednesday, "Wednesday"), wednesday + 7);
  EXPECT_EQ(next_day(wednesday, "thurs"), wednesday + 1);
  EXPECT_THROW(next_day(wednesday, "T"), Error);
  EXPECT_THROW(next_day(wednesday, ""), Error);
}

TEST(ZoneName, KnowsAbbreviationsAndPosixOffsets) {
  EXPECT_EQ(zone_name("pst"), "Etc/GMT+8");
  EXPECT_EQ(zone_name("GMT+2"), "Etc/GMT+2");
  EXPECT_EQ(zone_name("Europe/Paris"), "Europe/Paris");
}

}  // namespace
}  // namespace darties::sql
