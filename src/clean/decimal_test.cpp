#include "clean/decimal.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace darties {
namespace {

std::string decimal(std::string_view text, const NumberStyle& style = {}) {
  const auto cleaned = clean_decimal(text, style);
  return cleaned.ok() ? cleaned.text : "! " + cleaned.fault;
}

std::string integer(std::string_view text, const NumberStyle& style = {}) {
  const auto cleaned = clean_integer(text, style);
  return cleaned.ok() ? cleaned.text : "! " + cleaned.fault;
}

TEST(Decimal, StaysWhatItIs) {
  for (const auto text : {"20.3", "0", "27", "-0.09", "0.10", "123456789012345678901234567890.5"}) {
    EXPECT_EQ(decimal(text), text);
  }
}

TEST(Decimal, UnderstandsTheCommaOfTheFrench) {
  EXPECT_EQ(decimal("20,3"), "20.3");
  EXPECT_EQ(decimal("0,234"), "0.234");
  EXPECT_EQ(decimal("1234,567"), "1234.567");
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

TEST(Decimal, IsNotGuessedFromOneSignBeforeThreeDigits) {
  EXPECT_EQ(decimal("1,234"),
            "! either 1234 or 1.234: no other figure of the column tells; say which sign is "
            "`decimal` or `thousands`");
  EXPECT_TRUE(decimal("1.234").starts_with("! either 1234 or 1.234"));
  EXPECT_TRUE(decimal("-12.000").starts_with("! either 12000 or 12.000"));
  EXPECT_TRUE(integer("12,000").starts_with("! either 12000 or 12.000"));
}

TEST(Decimal, HasTheSignsItIsTold) {
  EXPECT_EQ(decimal("1,234", {.decimal = ','}), "1.234");
  EXPECT_EQ(decimal("1,234", {.decimal = '.'}), "1234");
  EXPECT_EQ(decimal("1,234", {.thousands = ','}), "1234");
  EXPECT_EQ(decimal("1.234", {.decimal = ','}), "1234");
  EXPECT_EQ(decimal("1.234", {.decimal = '.'}), "1.234");
  EXPECT_EQ(decimal("1.234,5", {.decimal = ','}), "1234.5");
  EXPECT_EQ(decimal("1 234,5", {.decimal = ',', .thousands = ' '}), "1234.5");
  EXPECT_EQ(integer("12,000", {.decimal = '.'}), "12000");
  EXPECT_EQ(integer("12,000", {.decimal = ','}), "12");
}

TEST(Decimal, RefusesOtherSignsThanItIsTold) {
  EXPECT_EQ(decimal("20,3", {.decimal = '.'}),
            "! its groups of digits are not of three ('.' is the decimal sign)");
  EXPECT_EQ(decimal("20.3", {.thousands = '.'}),
            "! its groups of digits are not of three (',' is the decimal sign)");
  EXPECT_EQ(decimal("1,2,3", {.decimal = ','}), "! more than one decimal sign ','");
  EXPECT_EQ(decimal("1.234,5", {.decimal = '.'}), "! groups of digits behind the decimal sign");
  EXPECT_EQ(decimal("1 234.5", {.decimal = '.', .thousands = ','}),
            "! ' ' where ',' separates groups of digits");
  EXPECT_EQ(decimal("1 234", {.thousands = NumberStyle::kNoGroups}),
            "! ' ' in a number that has no groups of digits");
  EXPECT_THROW(check_signs_differ({.decimal = ',', .thousands = ','}), Error);
  EXPECT_THROW(parse_decimal_sign(";"), Error);
  EXPECT_THROW(parse_thousands_sign("x"), Error);
}

TEST(Decimal, IsNegativeInBracketsAndBeforeAMinus) {
  EXPECT_EQ(decimal("(1,234.00)"), "-1234.00");
  EXPECT_EQ(decimal("1234.56-"), "-1234.56");
  EXPECT_EQ(decimal("1 234,5 -"), "-1234.5");
  EXPECT_EQ(decimal("(-5)"), "! a sign inside a number");
  EXPECT_EQ(decimal("(5-)"), "! a sign inside a number");
  EXPECT_EQ(decimal("-5-"), "! a sign inside a number");
  EXPECT_EQ(decimal("()"), "! the character '(' in a number");
}

TEST(DecimalSign, IsWhatATextProves) {
  const auto sign = [](std::string_view text) { return decimal_sign_of(text, false); };
  for (const auto* text :
       {"20.3", "1,234.5", "1,234,567", "0.125", "1 234.567", ".5", "1234.567"}) {
    EXPECT_EQ(sign(text), DecimalSign::kPoint) << text;
  }
  for (const auto* text : {"20,3", "1.234,5", "1.234.567", "0,125", "(20,3)", "20,3-"}) {
    EXPECT_EQ(sign(text), DecimalSign::kComma) << text;
  }
  for (const auto* text : {"1,234", "1.234", "-999.000"}) {
    EXPECT_EQ(sign(text), DecimalSign::kAmbiguous) << text;
  }
  for (const auto* text : {"", "12", "1 234", "x,5", "1,2,3"}) {
    EXPECT_EQ(sign(text), DecimalSign::kNone) << text;
  }
  EXPECT_EQ(decimal_sign_of("1,234", true), DecimalSign::kPoint);
  EXPECT_EQ(decimal_sign_of("12,000", true), DecimalSign::kAmbiguous);
}

TEST(Integer, IsADecimalWithoutAFraction) {
  EXPECT_EQ(integer("27"), "27");
  EXPECT_EQ(integer("27.00"), "27");
  EXPECT_EQ(integer("1 234"), "1234");
  EXPECT_EQ(integer("1,234"), "1234");
  EXPECT_EQ(integer("1.234"), "1234");
  EXPECT_EQ(integer("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(integer("27.5"), "! no whole number");
  EXPECT_EQ(integer("9223372036854775808"), "! larger than a whole number of 64 bits");
  EXPECT_EQ(integer("x"), "! the letter 'x' in a number");
}

}  // namespace
}  // namespace darties
