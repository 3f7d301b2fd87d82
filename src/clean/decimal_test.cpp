#include "clean/decimal.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

std::string decimal(std::string_view text) {
  const auto cleaned = clean_decimal(text);
  return cleaned.ok() ? cleaned.text : "! " + cleaned.fault;
}

std::string integer(std::string_view text) {
  const auto cleaned = clean_integer(text);
  return cleaned.ok() ? cleaned.text : "! " + cleaned.fault;
}

TEST(Decimal, StaysWhatItIs) {
  for (const auto text : {"20.3", "0", "27", "-0.09", "0.10", "123456789012345678901234567890.5"}) {
    EXPECT_EQ(decimal(text), text);
  }
}

TEST(Decimal, UnderstandsTheCommaOfTheFrench) {
  EXPECT_EQ(decimal("20,3"), "20.3");
  EXPECT_EQ(decimal("1,234"), "1.234");
  EXPECT_EQ(decimal("-,5"), "-0.5");
}

TEST(Decimal, UnderstandsGroupsOfThreeDigits) {
  EXPECT_EQ(decimal("1 234,5"), "1234.5");
  EXPECT_EQ(decimal("1\u00A0234,5"), "1234.5");
  EXPECT_EQ(decimal("1\u202F234\u202F567"), "1234567");
  EXPECT_EQ(decimal("1.234,5"), "1234.5");
  EXPECT_EQ(decimal("1,234.5"), "1234.5");
  EXPECT_EQ(decimal("1,234,567"), "1234567");
  EXPECT_EQ(decimal("1.234.567"), "1234567");
  EXPECT_EQ(decimal("1'234.5"), "1234.5");
}

TEST(Decimal, UnderstandsBlanksSignsAndZerosAroundIt) {
  EXPECT_EQ(decimal(" 20.3\u00A0"), "20.3");
  EXPECT_EQ(decimal("+7"), "7");
  EXPECT_EQ(decimal("- 7"), "-7");
  EXPECT_EQ(decimal("\u22127"), "-7");
  EXPECT_EQ(decimal("007"), "7");
  EXPECT_EQ(decimal(".5"), "0.5");
  EXPECT_EQ(decimal("5."), "5");
  EXPECT_EQ(decimal("-0.00"), "0.00");
}

TEST(Decimal, SaysWhyATextIsNone) {
  EXPECT_EQ(decimal("2O.3"), "! the letter 'O' in a number");
  EXPECT_EQ(decimal("12 %"), "! the character '%' in a number");
  EXPECT_EQ(decimal("12 €"), "! the character '€' in a number");
  EXPECT_EQ(decimal("&"), "! the character '&' in a number");
  EXPECT_EQ(decimal("1e5"), "! the letter 'e' in a number");
  EXPECT_EQ(decimal("12 34"), "! its groups of digits are not of three");
  EXPECT_EQ(decimal("1.2.3"), "! its groups of digits are not of three");
  EXPECT_EQ(decimal("1-2"), "! a sign inside a number");
  EXPECT_EQ(decimal("-"), "! no digit in a number");
  EXPECT_EQ(decimal("1,2 3"), "! blanks behind the decimal separator");
  EXPECT_EQ(decimal("1,234,567.8.9"), "! both points and commas separate its groups");
  EXPECT_EQ(decimal(" "), "! no number: it is empty");
}

TEST(Integer, IsADecimalWithoutAFraction) {
  EXPECT_EQ(integer("27"), "27");
  EXPECT_EQ(integer("27.00"), "27");
  EXPECT_EQ(integer("1 234"), "1234");
  EXPECT_EQ(integer("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(integer("27.5"), "! no whole number");
  EXPECT_EQ(integer("9223372036854775808"), "! larger than a whole number of 64 bits");
  EXPECT_EQ(integer("x"), "! the letter 'x' in a number");
}

}  // namespace
}  // namespace darties
