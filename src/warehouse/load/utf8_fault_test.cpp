#include "warehouse/load/utf8_fault.h"

#include <gtest/gtest.h>

namespace darties::load {
namespace {

TEST(Utf8Fault, NumbersWhatIsWrongAsRedshiftDoes) {
  const std::pair<const char*, int> cases[] = {{"\xf8\x88\x80\x80\x80", 1},
                                               {"\xe2\x82", 2},
                                               {"\xa4", 3},
                                               {"\xff", 3},
                                               {"\xc3(", 4},
                                               {"\xed\xa0\x80", 5},
                                               {"\xf4\x90\x80\x80", 8},
                                               {"\xc0\xaf", 9}};
  for (const auto& [bytes, error] : cases) {
    const auto fault = find_invalid_utf8(bytes);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->error, error) << error;
  }
}

TEST(Utf8Fault, ShowsTheBytesInHex) {
  const std::string text = "caf\xe9!";
  EXPECT_EQ(describe(*find_invalid_utf8(text), text),
            "String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: e9 "
            "(error 4)");
}

TEST(Utf8Fault, FindsNothingInValidText) {
  EXPECT_FALSE(find_invalid_utf8("h\xc3\xa9 \xf0\x9f\x98\x80"));
}

}  // namespace
}  // namespace darties::load
