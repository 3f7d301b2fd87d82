#include "warehouse/load/lzo1x.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace darties::load {
namespace {

constexpr std::string_view kEnd("\x11\0\0", 3);

std::optional<std::string> plain(const std::string& packed, std::size_t size) {
  // Exactly as long as they are said to be, so that a sanitizer sees a step outside.
  const std::vector<unsigned char> bytes(packed.begin(), packed.end());
  std::vector<unsigned char> into(size);
  if (!decompress_lzo1x(bytes, into)) return std::nullopt;
  return std::string(into.begin(), into.end());
}

std::string block(std::string_view instructions) {
  return std::string(instructions) + std::string(kEnd);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  while (times-- > 0) all += text;
  return all;
}

// A first byte that is a run of these literals (4 to 238).
std::string literals(std::string_view text) {
  return static_cast<char>(17 + text.size()) + std::string(text);
}

TEST(Lzo1x, EndsAtTheMarkOfTheEnd) { EXPECT_EQ(plain(block(""), 0), ""); }

TEST(Lzo1x, CopiesTheLiteralsOfTheFirstByte) {
  EXPECT_EQ(plain(block("\x12x"), 1), "x");
  EXPECT_EQ(plain(block("\x14xyz"), 3), "xyz");
  EXPECT_EQ(plain(block(literals("wxyz")), 4), "wxyz");
}

TEST(Lzo1x, CopiesALongRunOfLiterals) {
  EXPECT_EQ(plain(block("\x01wxyz"), 4), "wxyz");
  const std::string text = repeated("0123456789", 30);  // 300 = 3 + 15 + 255 + 27
  EXPECT_EQ(plain(block(std::string("\0\0\x1b", 3) + text), 300), text);
}

TEST(Lzo1x, RepeatsTwoBytesAfterAFewLiterals) {
  // Code 0 D=01 S=01: distance (0 << 2) + 1 + 1 = 2, then one literal.
  EXPECT_EQ(plain(block(std::string("\x13xy\x05\0!", 6)), 5), "xyxy!");
}

TEST(Lzo1x, RepeatsThreeBytesFromAfarAfterALongRun) {
  const std::string text = "abc" + std::string(2046, '-');  // distance 2,049
  const std::string run("\0\0\0\0\0\0\0\0\xf6", 9);         // 3 + 15 + 7 * 255 + 246 = 2,049
  EXPECT_EQ(plain(block(run + text + std::string("\0\0", 2)), 2052), text + "abc");
}

TEST(Lzo1x, RepeatsThreeToEightBytesFromNearby) {
  EXPECT_EQ(plain(block(literals("abcdefgh") + std::string("\x5c\0", 2)), 11), "abcdefghabc");
  EXPECT_EQ(plain(block(literals("abcdefgh") + std::string("\xfc\0", 2)), 16), "abcdefghabcdefgh");
  EXPECT_EQ(plain(block(literals("abcdefgh") + std::string("\x61\0!", 3)), 13), "abcdefghhhhh!");
}

TEST(Lzo1x, RepeatsManyBytesWithin16Kilobytes) {
  // Code 001 L=2: four bytes; the two bytes behind it hold distance - 1 = 3 and one literal.
  EXPECT_EQ(plain(block(literals("abcd") + std::string("\x22\x0d\0!", 4)), 9), "abcdabcd!");
  // L=0: 2 + 31 + 255 + 12 = 300 bytes of the last two, again and again.
  EXPECT_EQ(plain(block(literals("abcd") + std::string("\x20\0\x0c\x04\0", 5)), 304),
            "ab" + repeated("cd", 151));
}

TEST(Lzo1x, RepeatsBytesFromAfar) {
  std::string text = "the beginning";
  text.resize(40000, '.');
  // 40,000 = 3 + 15 + 156 * 255 + 202
  const std::string run = std::string(157, '\0') + '\xca';
  // Code 0001 H=1 L=7: nine bytes from 16,384 + 16,384 + 7,232 = 40,000 back.
  EXPECT_EQ(plain(block(run + text + std::string("\x1f\0\x71", 3)), 40009), text + "the begin");
  // H=0: from 16,384 + 1 back.
  EXPECT_EQ(plain(block(run + text + "\x11\x04" + '\0'), 40003), text + "...");
}

TEST(Lzo1x, RefusesEveryBlockThatIsCutOff) {
  const std::string whole =
      block(literals("abcd") + std::string("\x22\x0d\0!\x05\0.\x20\0\x0c\x04\0", 12));
  ASSERT_TRUE(plain(whole, 312));
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(plain(whole.substr(0, size), 312)) << size;
}

TEST(Lzo1x, RefusesAnotherSizeThanTheBlockGives) {
  const std::string whole = block(literals("abcdefgh") + std::string("\x5c\0", 2));
  ASSERT_TRUE(plain(whole, 11));
  for (const std::size_t size : {0, 1, 8, 10, 12, 4096}) EXPECT_FALSE(plain(whole, size)) << size;
}

TEST(Lzo1x, RefusesADistanceToBeforeTheBeginning) {
  EXPECT_FALSE(plain(block(literals("abcd") + std::string("\x22\x10\0", 3)), 8));
  EXPECT_FALSE(plain(block(std::string("\x40\0", 2)), 3));
  EXPECT_FALSE(plain(block(std::string("\x18\0\x04\0", 4)), 9));
}

TEST(Lzo1x, RefusesBytesBehindTheEnd) {
  EXPECT_FALSE(plain(block("\x12x") + "!", 1));
  EXPECT_FALSE(plain(block("\x12x") + std::string(kEnd), 1));
}

TEST(Lzo1x, RefusesALengthBeyondTheBlock) {
  EXPECT_FALSE(plain(block(literals("abcd") + '\x20' + std::string(4000, '\0') + "\x01\x04"), 300));
  EXPECT_FALSE(plain(std::string(4000, '\0'), 300));
}

TEST(Lzo1x, KnowsHowMuchABlockCanHold) {
  EXPECT_TRUE(lzo1x_can_hold(3, 0));
  EXPECT_TRUE(lzo1x_can_hold(1000, 200000));
  EXPECT_FALSE(lzo1x_can_hold(100, 64 * 1024 * 1024));
}

}  // namespace
}  // namespace darties::load
