#include "warehouse/engines/embedded/value_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace darties::duck {
namespace {

TEST(ValueText, WritesDoublesWithTheFewestDigitsThatReadBack) {
  EXPECT_EQ(double_text(0.1), "0.1");
  EXPECT_EQ(double_text(-2.5), "-2.5");
  EXPECT_EQ(double_text(0), "0");
  EXPECT_EQ(double_text(1540919166796.0), "1540919166796");
  EXPECT_EQ(double_text(1.0 / 3), "0.3333333333333333");
}

TEST(ValueText, WritesVeryLargeAndSmallDoublesWithAnExponent) {
  EXPECT_EQ(double_text(1e14), "100000000000000");
  EXPECT_EQ(double_text(1e15), "1e+15");
  EXPECT_EQ(double_text(1.5e300), "1.5e+300");
  EXPECT_EQ(double_text(0.0001), "0.0001");
  EXPECT_EQ(double_text(0.00001), "1e-05");
  EXPECT_EQ(double_text(std::numeric_limits<double>::infinity()), "Infinity");
  EXPECT_EQ(double_text(std::numeric_limits<double>::quiet_NaN()), "NaN");
}

TEST(ValueText, WritesRealsWithTheirOwnPrecision) { EXPECT_EQ(float_text(0.1F), "0.1"); }

TEST(ValueText, CutsTheZerosOfATimestampsFraction) {
  EXPECT_EQ(timestamp_text(0), "1970-01-01 00:00:00");
  EXPECT_EQ(timestamp_text(1'542'837'407'796'000), "2018-11-21 21:56:47.796");
  EXPECT_EQ(timestamp_text(-1), "1969-12-31 23:59:59.999999");
}

TEST(ValueText, MarksYearsBeforeChrist) {
  EXPECT_EQ(date_text(-719'163), "0001-12-31 BC");  // the day before 0001-01-01
  EXPECT_EQ(timestamp_text(-719'163LL * 86'400'000'000), "0001-12-31 00:00:00 BC");
}

TEST(ValueText, KeepsTheScaleOfDecimals) {
  EXPECT_EQ(decimal_text({.lower = 1250, .upper = 0}, 2), "12.50");
  EXPECT_EQ(decimal_text({.lower = static_cast<std::uint64_t>(-5), .upper = -1}, 2), "-0.05");
  EXPECT_EQ(decimal_text({.lower = 7, .upper = 0}, 0), "7");
}

}  // namespace
}  // namespace darties::duck
