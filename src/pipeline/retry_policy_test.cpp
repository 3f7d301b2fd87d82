#include "pipeline/retry_policy.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

TEST(RetryPolicy, TriesAgainOnlyWhatMayPass) {
  EXPECT_TRUE(is_worth_retrying(Error(ErrorKind::kUnavailable, "busy")));
  for (const ErrorKind kind : {ErrorKind::kInvalid, ErrorKind::kNotFound, ErrorKind::kDenied,
                               ErrorKind::kCancelled, ErrorKind::kBug}) {
    EXPECT_FALSE(is_worth_retrying(Error(kind, "x")));
  }
}

TEST(RetryPolicy, DoublesTheWaitUpToSixteenTimesAndSpreadsIt) {
  const TryPolicy policy{.retry_delay = Clock::Duration(1000)};
  EXPECT_EQ(retry_wait(policy, 1, 0.5).count(), 1000);
  EXPECT_EQ(retry_wait(policy, 2, 0.5).count(), 2000);
  EXPECT_EQ(retry_wait(policy, 5, 0.5).count(), 16000);
  EXPECT_EQ(retry_wait(policy, 50, 0.5).count(), 16000);
  EXPECT_EQ(retry_wait(policy, 1, 0.0).count(), 750);
  EXPECT_EQ(retry_wait(policy, 1, 0.999).count(), 1249);
}

}  // namespace
}  // namespace darties
