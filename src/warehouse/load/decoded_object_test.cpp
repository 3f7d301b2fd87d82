#include "warehouse/load/decoded_object.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace darties::load {
namespace {

/// Letters of the alphabet in a circle, in reads of odd sizes, as a decoder gives them.
class Letters : public ByteSource {
 public:
  explicit Letters(std::size_t size) : size_(size) {}
  std::size_t read(std::span<char> into) override {
    const auto wanted = std::min({into.size(), size_ - at_, std::size_t{70'001}});
    for (std::size_t i = 0; i < wanted; ++i) into[i] = letter(at_ + i);
    at_ += wanted;
    return wanted;
  }
  std::uint64_t remaining() const override { return at_ < size_ ? size_ * 9 : 0; }
  static char letter(std::size_t at) { return static_cast<char>('a' + at % 26); }

 private:
  std::size_t size_;
  std::size_t at_ = 0;
};

std::string all_of(ByteSource& source) {
  std::string text;
  std::string piece(50'000, ' ');
  while (const std::size_t got = source.read(piece)) text.append(piece, 0, got);
  return text;
}

bool counts_on(std::string_view text, std::size_t from) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != Letters::letter(from + i)) return false;
  }
  return true;
}

TEST(DecodedObject, GivesItsBytesInPiecesAndThenTheRest) {
  constexpr std::size_t kSize = 3'000'000;
  DecodedObject object(std::make_unique<Letters>(kSize));
  std::string look(1'000'000, ' ');
  ASSERT_EQ(object.read_at(500'000, look), look.size());
  EXPECT_TRUE(counts_on(look, 500'000));
  const std::string first = all_of(*object.take(1'200'000));
  ASSERT_EQ(first.size(), 1'200'000u);
  EXPECT_TRUE(counts_on(first, 0));
  ASSERT_EQ(object.read_at(1'200'000, look), look.size());
  EXPECT_TRUE(counts_on(look, 1'200'000));
  const std::string rest = all_of(*object.take_rest());
  ASSERT_EQ(rest.size(), kSize - first.size());
  EXPECT_TRUE(counts_on(rest, first.size()));
}

TEST(DecodedObject, KnowsItsSizeWhenItHasSeenTheEnd) {
  DecodedObject object(std::make_unique<Letters>(1000));
  EXPECT_GT(object.size_bytes(), 1u << 30);
  std::string look(5000, ' ');
  EXPECT_EQ(object.read_at(0, look), 1000u);
  EXPECT_EQ(object.size_bytes(), 1000u);
  EXPECT_EQ(object.read_at(2000, look), 0u);
}

TEST(DecodedObject, KeepsNoMoreThanItMay) {
  DecodedObject object(std::make_unique<Letters>(64 << 20));
  std::string look(30 << 20, ' ');
  const std::size_t got = object.read_at(0, look);
  EXPECT_GE(got, DecodedObject::kMostKept);
  EXPECT_LT(got, DecodedObject::kMostKept + (1 << 20));
  EXPECT_EQ(all_of(*object.take_rest()).size(), std::size_t{64} << 20);
}

}  // namespace
}  // namespace darties::load
