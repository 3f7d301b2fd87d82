#include "source/formats/xlsx/serial_date.h"

#include <gtest/gtest.h>

namespace darties::xlsx {
namespace {

TEST(SerialDate, IsTheDayThatExcelShows) {
  EXPECT_EQ(date_text(1, DateFormat::kDate, false), "1900-01-01");
  EXPECT_EQ(date_text(59, DateFormat::kDate, false), "1900-02-28");
  EXPECT_EQ(date_text(60, DateFormat::kDate, false), "1900-02-29");
  EXPECT_EQ(date_text(61, DateFormat::kDate, false), "1900-03-01");
  EXPECT_EQ(date_text(44227, DateFormat::kDate, false), "2021-01-31");
  EXPECT_EQ(date_text(2958465, DateFormat::kDate, false), "9999-12-31");
}

TEST(SerialDate, StartsFourYearsLaterOnOldMacs) {
  EXPECT_EQ(date_text(0, DateFormat::kDate, true), "1904-01-01");
  EXPECT_EQ(date_text(42765, DateFormat::kDate, true), "2021-01-31");
}

TEST(SerialDate, HasATimeWhenThereIsOne) {
  EXPECT_EQ(date_text(44227.5, DateFormat::kDateTime, false), "2021-01-31 12:00:00");
  EXPECT_EQ(date_text(44227, DateFormat::kDateTime, false), "2021-01-31 00:00:00");
  EXPECT_EQ(date_text(44227.25, DateFormat::kDate, false), "2021-01-31 06:00:00");
  EXPECT_EQ(date_text(0.354166666666667, DateFormat::kTime, false), "08:30:00");
  EXPECT_EQ(date_text(0.5 + 0.25 / 86400, DateFormat::kTime, false), "12:00:00.250");
  EXPECT_EQ(date_text(44227.999999999, DateFormat::kDateTime, false), "2021-02-01 00:00:00");
}

// Excel shows the day of such a number as 00/01/1900, which is none; openpyxl and calamine read a time.
TEST(SerialDate, HasNoDayBeforeTheFirstOne) {
  EXPECT_EQ(date_text(0.4375, DateFormat::kDateTime, false), "10:30:00");
  EXPECT_EQ(date_text(0.4375, DateFormat::kDate, false), "10:30:00");
  EXPECT_EQ(date_text(0.4375, DateFormat::kDateTime, true), "1904-01-01 10:30:00");
  EXPECT_EQ(date_text(0.4375, DateFormat::kTime, true), "10:30:00");
}

TEST(SerialDate, CountsHoursOfADurationBeyondADay) {
  EXPECT_EQ(date_text(1.5, DateFormat::kElapsed, false), "36:00:00");
}

TEST(SerialDate, IsNoneWhereExcelShowsSharps) {
  EXPECT_FALSE(date_text(-1, DateFormat::kDate, false));
  EXPECT_FALSE(date_text(2958466, DateFormat::kDate, false));
  EXPECT_EQ(date_text(2957003, DateFormat::kDate, true), "9999-12-31");
  EXPECT_FALSE(date_text(2957004, DateFormat::kDate, true));
}

}  // namespace
}  // namespace darties::xlsx
