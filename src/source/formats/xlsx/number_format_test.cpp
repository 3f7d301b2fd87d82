#include "source/formats/xlsx/number_format.h"

#include <gtest/gtest.h>

namespace darties::xlsx {
namespace {

TEST(NumberFormat, KnowsTheDatesExcelHasBuiltIn) {
  EXPECT_EQ(date_format_of(0), DateFormat::kNone);
  EXPECT_EQ(date_format_of(2), DateFormat::kNone);
  EXPECT_EQ(date_format_of(14), DateFormat::kDate);
  EXPECT_EQ(date_format_of(20), DateFormat::kTime);
  EXPECT_EQ(date_format_of(22), DateFormat::kDateTime);
  EXPECT_EQ(date_format_of(46), DateFormat::kElapsed);
  EXPECT_EQ(date_format_of(49), DateFormat::kNone);
}

TEST(NumberFormat, ReadsCodesThatPeopleMade) {
  for (const auto code : {"dd/mm/yyyy", "yyyy-mm-dd;@", "[$-40C]d mmmm yyyy", "mmm\\-yy", "mmmm",
                          "jj/mm/aaaa", "[Red]dd.mm.yy"}) {
    EXPECT_EQ(date_format_of(code), DateFormat::kDate) << code;
  }
  for (const auto code : {"h:mm", "mm:ss", "hh:mm:ss AM/PM", "[$-F400]h:mm:ss", "h\"h\"mm"}) {
    EXPECT_EQ(date_format_of(code), DateFormat::kTime) << code;
  }
  EXPECT_EQ(date_format_of("dd/mm/yyyy hh:mm"), DateFormat::kDateTime);
  EXPECT_EQ(date_format_of("[h]:mm:ss"), DateFormat::kElapsed);
}

TEST(NumberFormat, IsNotFooledByWordsColoursAndExponents) {
  for (const auto code :
       {"General", "Standard", "0.00", "#,##0.00 \"days\"", "[Red]0.0", "0.00E+00", "\\d0", "@",
        "#,##0 [$€-40C]", "_-* #,##0.00\\ \"dh\"_-", "0;\"y\"0", "0.0;dd"}) {
    EXPECT_EQ(date_format_of(code), DateFormat::kNone) << code;
  }
}

}  // namespace
}  // namespace darties::xlsx
