#include "cli/samples/random.h"

#include <gtest/gtest.h>

namespace darties::samples {
namespace {

// The published reference: splitmix64 of 1234567 gives 6457827717110365317, ... as the state of xoshiro256**.
TEST(Random, FollowsThePublishedAlgorithms) {
  Random random(1234567);
  EXPECT_EQ(random.next(), 3504822795582309479u);
  EXPECT_EQ(random.next(), 1819558768956484042u);
  EXPECT_EQ(random.next(), 1250851346055027673u);
}

TEST(Random, StaysWithinItsBounds) {
  Random random(7);
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_LT(random.below(3), 3u);
    EXPECT_LT(random.skewed_below(5), 5u);
    const auto value = random.between(-2, 2);
    EXPECT_GE(value, -2);
    EXPECT_LE(value, 2);
  }
}

TEST(Random, ReachesBothEndsOfARange) {
  Random random(7);
  bool low = false, high = false;
  for (int i = 0; i < 1000; ++i) {
    const auto value = random.between(-2, 2);
    low = low || value == -2;
    high = high || value == 2;
  }
  EXPECT_TRUE(low);
  EXPECT_TRUE(high);
}

TEST(Random, ForksDoNotDependOnWhatWasDrawn) {
  Random fresh(9), used(9);
  used.next();
  EXPECT_EQ(fresh.fork(1).next(), used.fork(1).next());
  EXPECT_NE(fresh.fork(1).next(), fresh.fork(2).next());
}

}  // namespace
}  // namespace darties::samples
