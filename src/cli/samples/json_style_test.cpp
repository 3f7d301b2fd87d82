#include "cli/samples/json_style.h"

#include <gtest/gtest.h>

namespace darties::samples {
namespace {

// As the real logs write Björk and a quoted browser.
TEST(JsonStyle, WritesLogTextsAsTheRealLogsDo) {
  EXPECT_EQ(php_json(encode_twice_more("Björk")), R"("Bj\u00c3\u0083\u00c2\u00b6rk")");
  EXPECT_EQ(php_json("\"Mozilla/5.0\""), R"("\"Mozilla\/5.0\"")");
}

// As the real song files write Montserrat Caballé.
TEST(JsonStyle, WritesSongTextsAsTheRealSongFilesDo) {
  EXPECT_EQ(python_json("Montserrat Caballé / \"x\""), R"("Montserrat Caball\u00e9 / \"x\"")");
  EXPECT_EQ(python_json("日本"), R"("\u65e5\u672c")");
}

TEST(JsonStyle, CutsClosingZerosOfDecimals) {
  EXPECT_EQ(decimal5(28'899'220), "288.9922");
  EXPECT_EQ(decimal5(1'585'587), "15.85587");
  EXPECT_EQ(decimal5(-7'418), "-0.07418");
  EXPECT_EQ(decimal5(100'000), "1.0");
}

}  // namespace
}  // namespace darties::samples
