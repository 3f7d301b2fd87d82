#include "source/formats/xlsx/cell_value.h"

#include <gtest/gtest.h>

#include "source/formats/xlsx/xml_text.h"

namespace darties::xlsx {
namespace {

TEST(PlainNumber, IsTheShortestTextOfTheSameNumber) {
  EXPECT_EQ(plain_number("20.300000000000001"), "20.3");
  EXPECT_EQ(plain_number("0.30000000000000004"), "0.30000000000000004");
  EXPECT_EQ(plain_number("1E-3"), "0.001");
  EXPECT_EQ(plain_number("1.5E+3"), "1500");
  EXPECT_EQ(plain_number("-2.5"), "-2.5");
}

TEST(PlainNumber, KeepsAllDigitsOfWholeNumbers) {
  EXPECT_EQ(plain_number("12345678901234567890"), "12345678901234567890");
}

TEST(PlainNumber, WritesExponentsOutWithoutDigitsOfTheBinaryNumber) {
  EXPECT_EQ(plain_number("3.1010119560823098E+17"), "310101195608231000");
  EXPECT_EQ(plain_number("1E+23"), "100000000000000000000000");
  EXPECT_EQ(plain_number("1E+20"), "100000000000000000000");
  EXPECT_EQ(plain_number("-1.7976931348623157E+308"), "-17976931348623157" + std::string(292, '0'));
  EXPECT_EQ(plain_number("9.9999999999999995E-7"), "0.000001");
  EXPECT_EQ(plain_number("-1.25E-7"), "-0.000000125");
  EXPECT_EQ(plain_number("1.2345E2"), "123.45");
  EXPECT_EQ(plain_number("0E0"), "0");
}

TEST(PlainNumber, HasNoZerosInFrontThatJsonWouldRefuse) {
  EXPECT_EQ(plain_number("007"), "7");
  EXPECT_EQ(plain_number("-000"), "-0");
  EXPECT_EQ(plain_number("007.5"), "7.5");
  EXPECT_FALSE(is_plain_number("007.5"));
  EXPECT_TRUE(is_plain_number("0.5"));
}

TEST(PlainNumber, RefusesWhatIsNone) {
  for (const auto text : {"", "-", "1,5", "abc", "1e", "nan", "inf", "1e999", "--1", "1/2"}) {
    EXPECT_FALSE(plain_number(text)) << text;
  }
}

TEST(PlainNumber, IsRecognizedWhenItIsPlainAlready) {
  for (const auto text : {"0", "27", "20.3", "-0.09", "123456789012345"}) {
    EXPECT_TRUE(is_plain_number(text)) << text;
  }
  for (const auto text :
       {"", "-", ".5", "5.", "1.2.3", "20.300000000000001", "1E5", "1234567890123456"}) {
    EXPECT_FALSE(is_plain_number(text)) << text;
  }
}

std::string decoded(std::string_view raw) {
  std::string text;
  return append_decoded(raw, text) ? text : "refused";
}

TEST(XmlText, StandsForOtherCharacters) {
  EXPECT_EQ(decoded("a &amp; b &lt;&gt;&quot;&apos;"), "a & b <>\"'");
  EXPECT_EQ(decoded("&#233;t&#xE9; &#x1F600;"), "été 😀");
  EXPECT_EQ(decoded("a\r\nb\rc"), "a\nb\nc");
}

TEST(XmlText, KnowsTheEscapesOfExcel) {
  EXPECT_EQ(decoded("a_x000D__x000a_b"), "a\r\nb");
  EXPECT_EQ(decoded("_x005F_x000D_"), "_x000D_");
  EXPECT_EQ(decoded("_xD83D__xDE00_"), "😀");
  EXPECT_EQ(decoded("Paris_Nord _x12_ _xZZZZ_"), "Paris_Nord _x12_ _xZZZZ_");
}

TEST(XmlText, RefusesEntitiesThatAreNone) {
  for (const auto raw : {"&foo;", "&amp", "&#0;", "&#xD800;", "&#x110000;", "&;"}) {
    EXPECT_EQ(decoded(raw), "refused") << raw;
  }
}

}  // namespace
}  // namespace darties::xlsx
