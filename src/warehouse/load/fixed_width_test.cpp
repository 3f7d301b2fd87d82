#include "warehouse/load/fixed_width.h"

#include <gtest/gtest.h>

#include <string>

namespace darties::load {
namespace {

std::vector<std::string> split(std::string_view line, const std::vector<int>& widths,
                               bool keep_blank = false) {
  std::vector<TextField> fields;
  split_fixed_width(line, widths, keep_blank, fields);
  std::vector<std::string> values;
  for (const auto& field : fields) values.emplace_back(field.value);
  return values;
}

using Values = std::vector<std::string>;

TEST(FixedWidth, CutsAtCharactersAndDropsTheBlanksBehind) {
  EXPECT_EQ(split("1  \xc3\xa9t\xc3\xa9  x", {3, 5, 1}), (Values{"1", "\xc3\xa9t\xc3\xa9", "x"}));
}

TEST(FixedWidth, KeepsBlanksInFront) { EXPECT_EQ(split("  a", {3}), Values{"  a"}); }

TEST(FixedWidth, KeepsAFieldOfBlanksOnlyWhenTold) {
  EXPECT_EQ(split("   x", {3, 1}), (Values{"", "x"}));
  EXPECT_EQ(split("   x", {3, 1}, true), (Values{"   ", "x"}));
}

TEST(FixedWidth, EndsWithTheLine) {
  EXPECT_EQ(split("ab", {1, 3, 2}), (Values{"a", "b"}));
  EXPECT_EQ(split("", {1}), Values{});
}

TEST(FixedWidth, ShowsWhatStandsBehindTheLastField) {
  EXPECT_EQ(split("abc", {1, 1}), (Values{"a", "b", "c"}));
  EXPECT_EQ(split("ab  ", {1, 1}), (Values{"a", "b"}));
}

TEST(FixedWidth, TakesBytesThatAreNoUtf8OneByOne) {
  EXPECT_EQ(split("\xa4\xa4z", {2, 1}), (Values{"\xa4\xa4", "z"}));
  EXPECT_EQ(split("\xe2z", {1, 1}), (Values{"\xe2", "z"}));
}

}  // namespace
}  // namespace darties::load
