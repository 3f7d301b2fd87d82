#include "source/formats/xlsx/iso_date.h"

#include <gtest/gtest.h>

namespace darties::xlsx {
namespace {

std::string read(std::string_view text, DateFormat format = DateFormat::kNone,
                 bool since_1904 = false) {
  return iso_date_text(text, format, since_1904).value_or("none");
}

TEST(IsoDate, IsADayATimeOrBoth) {
  EXPECT_EQ(read("2021-01-31T00:00:00Z"), "2021-01-31");
  EXPECT_EQ(read("2021-01-31T08:30:00"), "2021-01-31 08:30:00");
  EXPECT_EQ(read("2021-01-31"), "2021-01-31");
  EXPECT_EQ(read("10:10:10"), "10:10:10");
  EXPECT_EQ(read("T08:30"), "08:30:00");
}

TEST(IsoDate, IsRoundedToMilliseconds) {
  EXPECT_EQ(read("15:59:59.99999979"), "16:00:00");
  EXPECT_EQ(read("1899-12-31T15:59:59.999999792", DateFormat::kTime), "16:00:00");
  EXPECT_EQ(read("2021-01-31T23:59:59.9999999"), "2021-02-01");
  EXPECT_EQ(read("2020-12-31T23:59:59.9996"), "2021-01-01");
  EXPECT_EQ(read("12:00:00.25"), "12:00:00.250");
  EXPECT_EQ(read("12:00:00.2504"), "12:00:00.250");
}

TEST(IsoDate, IsADuration) {
  EXPECT_EQ(read("PT36H30M0S"), "36:30:00");
  EXPECT_EQ(read("P1DT12H30M"), "36:30:00");
  EXPECT_EQ(read("PT0.5S"), "00:00:00.500");
  EXPECT_EQ(read("PT90M"), "01:30:00");
}

TEST(IsoDate, IsShownByTheNumberFormatAsASerialNumberIs) {
  EXPECT_EQ(read("2021-01-31T00:00:00", DateFormat::kDateTime), "2021-01-31 00:00:00");
  EXPECT_EQ(read("1899-12-31T16:00:00", DateFormat::kTime), "16:00:00");
  EXPECT_EQ(read("1899-12-30T16:00:00", DateFormat::kTime), "16:00:00");
  EXPECT_EQ(read("1904-01-01T16:00:00", DateFormat::kTime, true), "16:00:00");
  EXPECT_EQ(read("1904-01-01T16:00:00", DateFormat::kTime), "1904-01-01 16:00:00");
  EXPECT_EQ(read("1900-01-01T12:30:00", DateFormat::kElapsed), "36:30:00");
  EXPECT_EQ(read("1904-01-02T12:30:00", DateFormat::kElapsed, true), "36:30:00");
  EXPECT_EQ(read("1850-06-01T12:30:00", DateFormat::kElapsed), "1850-06-01 12:30:00");
}

TEST(IsoDate, KeepsAnOffsetFromUtc) {
  EXPECT_EQ(read("2021-01-31T08:30:00+02:00"), "2021-01-31 08:30:00+02:00");
}

TEST(IsoDate, IsNothingElse) {
  for (const auto text : {"", "P", "PT", "P1Y", "P1M", "PT1H1D", "31/01/2021", "2021-02-29",
                          "2021-13-01", "2021-01-31T25:00:00", "2021-01-31T08:61:00", "24:00:01",
                          "2021-01-31T", "2021-01-31x", "12:00:00+2", "hello"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
}

}  // namespace
}  // namespace darties::xlsx
