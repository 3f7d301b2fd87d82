#include "base/error.h"

#include <gtest/gtest.h>

namespace darties {
namespace {

TEST(Error, LearnsOnItsWayUpWhatWasBeingDone) {
  Error error(ErrorKind::kNotFound, "no object under this key: {}", "a/b");
  error.while_doing("copying a/b into t").while_doing("running task stage");
  EXPECT_STREQ(
      error.what(),
      "no object under this key: a/b\n  while copying a/b into t\n  while running task stage");
}

TEST(Error, KeepsTheInnermostPlace) {
  Error error(ErrorKind::kInvalid, "unknown key");
  error.at({"p.yml", 3, 7}).at({"outer.yml", 1, 1});
  EXPECT_STREQ(error.what(), "p.yml:3:7: unknown key");
}

TEST(Error, HasTheExitCodesOfTheHouse) {
  EXPECT_EQ(exit_code(ErrorKind::kInvalid), 2);
  EXPECT_EQ(exit_code(ErrorKind::kNotFound), 3);
  EXPECT_EQ(exit_code(ErrorKind::kDenied), 4);
  EXPECT_EQ(exit_code(ErrorKind::kUnavailable), 5);
  EXPECT_EQ(exit_code(ErrorKind::kCancelled), 130);
  EXPECT_EQ(exit_code(ErrorKind::kBug), 70);
}

}  // namespace
}  // namespace darties
