#include "sql/functions/text_limits.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace darties::sql {
namespace {

TEST(TextLimits, RepeatMakesNoTextThatIsTooLong) {
  EXPECT_EQ(repeat_text("ab", 3), "ababab");
  EXPECT_EQ(repeat_text("ab", -1), "");
  EXPECT_EQ(repeat_text("", 9'000'000'000'000), "");
  EXPECT_EQ(repeat_text("x", 65'535).size(), 65'535U);
  EXPECT_THROW(repeat_text("x", 65'536), Error);
  EXPECT_THROW(repeat_text("abc", 9'000'000'000'000'000'000), Error);
}

TEST(TextLimits, ReplaceStopsWhenItsResultIsTooLong) {
  EXPECT_EQ(replace_text("banana", "an", "-"), "b--a");
  EXPECT_EQ(replace_text("aaa", "a", ""), "");
  EXPECT_EQ(replace_text("abc", "", "x"), "abc");
  EXPECT_THROW(replace_text(std::string(60'000, 'a'), "a", std::string(60'000, 'b')), Error);
}

TEST(TextLimits, CountsBytes) {
  EXPECT_NO_THROW(limited_text(std::string(65'535, 'x')));
  EXPECT_THROW(limited_text(std::string(65'536, 'x')), Error);
  EXPECT_THROW(limited_length(65'536), Error);
  EXPECT_EQ(limited_length(-3), -3);
}

}  // namespace
}  // namespace darties::sql
