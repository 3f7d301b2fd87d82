#include "warehouse/load/transcode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace darties::load {
namespace {

using sql::Encoding;

/// Gives a text in pieces of a few bytes.
class Pieces : public ByteSource {
 public:
  Pieces(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}
  std::size_t read(std::span<char> into) override {
    const std::size_t size = std::min({piece_, into.size(), text_.size() - at_});
    std::copy_n(text_.begin() + static_cast<std::ptrdiff_t>(at_), size, into.begin());
    at_ += size;
    return size;
  }
  std::uint64_t remaining() const override { return text_.size() - at_; }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

struct Read {
  std::string text;
  std::string fault;
};

Read read_all(Encoding encoding, const std::string& bytes, std::size_t piece) {
  const auto source = to_utf8(encoding, std::make_unique<Pieces>(bytes, piece));
  Read read;
  char buffer[64];
  while (const std::size_t got = source->read(buffer)) read.text.append(buffer, got);
  read.fault = source->fault();
  EXPECT_EQ(source->remaining(), 0U);
  return read;
}

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  return text;
}

TEST(Transcode, ReadsUtf16OfBothOrdersInPiecesOfAnySize) {
  const std::string little = bytes({0xff, 0xfe, 'a', 0, 0xe9, 0, 0x3c, 0xd8, 0xb5, 0xdf});
  const std::string big = bytes({0xfe, 0xff, 0, 'a', 0, 0xe9, 0xd8, 0x3c, 0xdf, 0xb5});
  for (std::size_t piece = 1; piece < 12; ++piece) {
    for (const auto& text : {little, big}) {
      const auto read = read_all(Encoding::kUtf16, text, piece);
      EXPECT_EQ(read.text, "a\xc3\xa9\xf0\x9f\x8e\xb5") << piece;
      EXPECT_EQ(read.fault, "");
    }
    EXPECT_EQ(read_all(Encoding::kUtf16Le, little.substr(2), piece).text,
              "a\xc3\xa9\xf0\x9f\x8e\xb5");
  }
}

TEST(Transcode, LeavesHalfAPairAsBytesThatAreNoUtf8) {
  EXPECT_EQ(read_all(Encoding::kUtf16Be, bytes({0xd8, 0x3c, 0, 'x'}), 3).text, "\xed\xa0\xbcx");
  EXPECT_EQ(read_all(Encoding::kUtf16Be, bytes({0xdf, 0xb5}), 3).text, "\xed\xbe\xb5");
  EXPECT_EQ(read_all(Encoding::kUtf16Be, bytes({0, 'x', 0xd8, 0x3c}), 3).text, "x\xed\xa0\xbc");
}

TEST(Transcode, ReadsLatin1) {
  EXPECT_EQ(read_all(Encoding::kIso88591, "caf\xe9", 1).text, "caf\xc3\xa9");
}

TEST(Transcode, TellsAFileOfAnotherEncoding) {
  EXPECT_NE(read_all(Encoding::kUtf16, "ab", 9).fault, "");
  EXPECT_NE(read_all(Encoding::kUtf16Le, bytes({0xfe, 0xff, 0, 'a'}), 9).fault, "");
  EXPECT_NE(read_all(Encoding::kUtf16Be, bytes({0xff, 0xfe, 'a', 0}), 9).fault, "");
  EXPECT_NE(read_all(Encoding::kIso88591, bytes({0xff, 0xfe, 'a', 0}), 9).fault, "");
  EXPECT_NE(read_all(Encoding::kUtf8, bytes({0xff, 0xfe, 'a', 0}), 9).fault, "");
  const auto odd = read_all(Encoding::kUtf16Be, bytes({0, 'a', 0}), 9);
  EXPECT_EQ(odd.text, "a");
  EXPECT_NE(odd.fault, "");
}

TEST(Transcode, TakesAnObjectWithoutAByteAsEmpty) {
  for (const auto encoding : {Encoding::kUtf8, Encoding::kUtf16, Encoding::kIso88591}) {
    const auto read = read_all(encoding, "", 9);
    EXPECT_EQ(read.text + read.fault, "");
  }
}

}  // namespace
}  // namespace darties::load
