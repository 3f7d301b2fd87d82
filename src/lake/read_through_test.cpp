#include "lake/read_through.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace darties {
namespace {

/// Its byte at `i` is i modulo 251, so that pieces in the wrong place show.
class Counting final : public ObjectReader {
 public:
  explicit Counting(std::uint64_t size, std::uint64_t fails_at = UINT64_MAX)
      : size_(size), fails_at_(fails_at) {}
  std::uint64_t size_bytes() const override { return size_; }
  std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
    if (offset >= fails_at_) throw std::runtime_error("gone");
    const auto count = std::min<std::uint64_t>(into.size(), size_ - std::min(size_, offset));
    for (std::size_t i = 0; i < count; ++i) into[i] = static_cast<char>((offset + i) % 251);
    return count;
  }

 private:
  const std::uint64_t size_;
  const std::uint64_t fails_at_;
};

TEST(ReadThrough, HandsOverEveryByteOnceAndInOrder) {
  for (const std::uint64_t size : {0ULL, 1ULL, 16ULL << 20, (16ULL << 20) + 1, (40ULL << 20) + 7}) {
    Counting object(size);
    std::uint64_t at = 0;
    bool right = true;
    const auto count = read_through(object, [&](std::string_view piece) {
      for (const char c : piece) right &= static_cast<unsigned char>(c) == at++ % 251;
      return true;
    });
    EXPECT_EQ(count, size);
    EXPECT_EQ(at, size);
    EXPECT_TRUE(right) << size;
  }
}

TEST(ReadThrough, StopsWhenToldTo) {
  Counting object(40ULL << 20);
  int pieces = 0;
  read_through(object, [&](std::string_view) { return ++pieces < 1; });
  EXPECT_EQ(pieces, 1);
}

TEST(ReadThrough, BringsOutWhatAReadThrows) {
  Counting object(40ULL << 20, 16ULL << 20);
  EXPECT_THROW(read_through(object, [](std::string_view) { return true; }), std::runtime_error);
}

}  // namespace
}  // namespace darties
