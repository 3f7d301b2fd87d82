#include "sql/functions/number_format.h"

#include <gtest/gtest.h>

#include "base/error.h"

// Expected values: PostgreSQL 15 for TO_CHAR, Redshift's manual for the others.

namespace darties::sql {
namespace {

TEST(FormatNumber, RoundsHalfAwayFromZero) {
  EXPECT_EQ(format_number("0.125", "9.99"), "  .13");
  EXPECT_EQ(format_number("-0.004", "9.99"), "  .00");
  EXPECT_EQ(format_number("99.5", "999"), " 100");
  EXPECT_EQ(format_number("1e-05", "0.99999"), " 0.00001");
  EXPECT_EQ(format_number("1.5e3", "FM9999"), "1500");
}

TEST(FormatNumber, TakesNumbersOfAnyLength) {
  EXPECT_EQ(format_number("12345678901234567890123456789", "FM99999999999999999999999999999"),
            "12345678901234567890123456789");
}

TEST(FormatNumber, WritesOrdinals) {
  EXPECT_EQ(format_number("11", "FM99th"), "11th");
  EXPECT_EQ(format_number("23", "FM99TH"), "23RD");
  EXPECT_EQ(format_number("1.5", "9.9th"), " 1.5");
}

TEST(ParseNumberFormat, RefusesWhatContradictsItself) {
  EXPECT_THROW(parse_number_format("9.9.9"), Error);
  EXPECT_THROW(parse_number_format("9S9"), Error);
  EXPECT_THROW(parse_number_format("S9S"), Error);
  EXPECT_THROW(parse_number_format("9EEEE9"), Error);
  EXPECT_THROW(parse_number_format("9.9V9"), Error);
}

TEST(ParseNumber, CutsDigitsThatTheFormatHasNotBehindThePoint) {
  EXPECT_EQ(parse_number("12.345", "99.9"), "12.3");
  EXPECT_EQ(parse_number(".5", "9.9"), "0.5");
  EXPECT_THROW(parse_number("", "9"), Error);
  EXPECT_THROW(parse_number("5", "RN"), Error);
}

TEST(ParseTeradataNumber, ReadsSignsOnBothSides) {
  EXPECT_EQ(parse_teradata_number("1,234-"), "-1234.0");
  EXPECT_EQ(parse_teradata_number("-12E-1"), "-1.2");
  EXPECT_EQ(parse_teradata_number(" "), "0");
  EXPECT_THROW(parse_teradata_number("-"), Error);
}

}  // namespace
}  // namespace darties::sql
