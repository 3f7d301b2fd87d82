#include "sql/datetime/datetime.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace darties::sql {
namespace {

std::string shown(const std::optional<DateTime>& value) {
  if (!value) return "refused";
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:06}", value->year, value->month,
                     value->day, value->hour, value->minute, value->second, value->microsecond);
}

TEST(DateTime, CountsDaysAndMicrosecondsSince1970) {
  EXPECT_EQ((DateTime{.year = 1970, .month = 1, .day = 1}.days()), 0);
  EXPECT_EQ((DateTime{.year = 2018, .month = 11, .day = 21}.days()), 17856);
  EXPECT_EQ((DateTime{.year = 1969, .month = 12, .day = 31}.days()), -1);
  EXPECT_EQ((DateTime{.year = 2000, .month = 3, .day = 1}.days()), 11017);
  EXPECT_EQ(parse_iso_timestamp("2018-11-21 21:56:47.796")->timestamp(), 1542837407796000);
}

TEST(DateTime, ReadsTheSamplesOfTheManual) {
  EXPECT_EQ(shown(DateTimeFormat("MM/DD/YYYY").parse("03/31/2003")), "2003-03-31 00:00:00.000000");
  EXPECT_EQ(shown(DateTimeFormat("MON DD, YYYY").parse("March 31, 2003")),
            "2003-03-31 00:00:00.000000");
  EXPECT_EQ(shown(DateTimeFormat("MM.DD.YYYY HH:MI:SS").parse("03.31.2003 18:45:05")),
            "2003-03-31 18:45:05.000000");
  EXPECT_EQ(shown(DateTimeFormat("MM.DD.YYYY HH:MI:SS").parse("03.31.2003 18:45:05.123456")),
            "2003-03-31 18:45:05.123456");
  EXPECT_EQ(shown(DateTimeFormat("DD/MM/YYYY HH12:MI AM").parse("31/03/2003 12:05 AM")),
            "2003-03-31 00:05:00.000000");
}

TEST(DateTime, DropsTheTimeBehindADateFormatAndFillsAMissingOne) {
  EXPECT_EQ(shown(DateTimeFormat("YYYY-MM-DD").parse("2003-03-31 18:45:05")),
            "2003-03-31 00:00:00.000000");
  EXPECT_EQ(shown(DateTimeFormat("YYYY-MM-DD HH:MI:SS").parse("2003-03-31")),
            "2003-03-31 00:00:00.000000");
}

TEST(DateTime, RefusesDaysAndTimesThatDoNotExist) {
  EXPECT_FALSE(parse_iso_date("2019-02-29"));
  EXPECT_TRUE(parse_iso_date("2020-02-29"));
  EXPECT_FALSE(parse_iso_date("2019-13-01"));
  EXPECT_FALSE(parse_iso_timestamp("2019-01-01 24:00:00"));
  EXPECT_FALSE(parse_iso_timestamp("2019-01-01 10:00:00 nonsense"));
}

TEST(DateTime, RefusesFormatsThatCopyDoesNotKnow) {
  EXPECT_THROW(DateTimeFormat("YYYY-MM-DD HH:MI:SSOF"), Error);
  EXPECT_THROW(DateTimeFormat("HH:MI"), Error);
}

TEST(DateTime, RecognisesEveryShapeOfTheAutomaticList) {
  const std::pair<const char*, const char*> shapes[] = {
      {"J2451187", "1999-01-08 00:00:00.000000"},
      {"19960108 040809", "1996-01-08 04:08:09.000000"},
      {"960108 040809", "1996-01-08 04:08:09.000000"},
      {"1996.008", "1996-01-08 00:00:00.000000"},
      {"1996-01-08 04:05:06.789", "1996-01-08 04:05:06.789000"},
      {"2019-02-11T05:09:12.195Z", "2019-02-11 05:09:12.195000"},
      {"17 Dec 07:37:16 1997 PST", "1997-12-17 07:37:16.000000"},
      {"12/17/1997 07:37:16.00 PST", "1997-12-17 07:37:16.000000"},
      {"1997-12-17 07:37:16-08", "1997-12-17 07:37:16.000000"},
      {"12.17.1997 07:37:16.00 PST", "1997-12-17 07:37:16.000000"},
      {"Jan-08-1999", "1999-01-08 00:00:00.000000"},
      {"January 8, 1999", "1999-01-08 00:00:00.000000"},
      {"Jan-08-95 BC", "-094-01-08 00:00:00.000000"},
  };
  for (const auto& [text, expected] : shapes) EXPECT_EQ(shown(parse_auto(text)), expected) << text;
}

TEST(DateTime, NeverTakesAnEpochForATimestamp) { EXPECT_FALSE(parse_auto("1541105830796")); }

TEST(DateTime, MovesZonedTimesToUtc) {
  EXPECT_EQ(parse_auto("1997-12-17 07:37:16-08")->utc_timestamp() -
                parse_auto("1997-12-17 07:37:16")->timestamp(),
            8LL * 3600 * 1'000'000);
}

}  // namespace
}  // namespace darties::sql
