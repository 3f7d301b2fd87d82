#include "base/hash.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

// FIPS 180-2, appendix B.
constexpr std::string_view kAbc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Sha256, MeetsThePublishedExample) { EXPECT_EQ(sha256_hex("abc"), kAbc); }

TEST(Sha256, DoesNotMindHowTheBytesAreCut) {
  Sha256 hash;
  hash.update("a");
  hash.update("");
  Sha256 moved = std::move(hash);
  moved.update("bc");
  EXPECT_EQ(moved.finish_hex(), kAbc);
}

TEST(Sha256, WritesLowerCaseHex) {
  EXPECT_EQ(to_hex(std::string_view("\x00\xFF\x1a", 3)), "00ff1a");
}

}  // namespace
}  // namespace darties
