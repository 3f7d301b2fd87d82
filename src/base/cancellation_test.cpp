#include "base/cancellation.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "base/clock.h"
#include "base/error.h"

namespace darties {
namespace {

using namespace std::chrono_literals;

TEST(Cancellation, ThrowsOnlyAfterSomeoneAsked) {
  std::stop_source source;
  throw_if_cancelled(source.get_token(), "listing");
  source.request_stop();
  try {
    throw_if_cancelled(source.get_token(), "listing a/");
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
    EXPECT_STREQ(error.what(), "stopped while listing a/");
  }
}

TEST(SignalWatch, TheFirstSignalAsksToStop) {
  std::stop_source source;
  const SignalWatch watch(source);
  ::raise(SIGINT);
  EXPECT_FALSE(system_clock().sleep(10s, source.get_token()));  // false: woken by the request
}

TEST(SignalWatch, TheSecondSignalEndsAtOnceWith130) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::stop_source source;
    const SignalWatch watch(source);
    ::raise(SIGTERM);
    ::raise(SIGINT);
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 130);
}

TEST(SignalWatch, AnInnerWatchTakesTheSignalsOver) {
  std::stop_source outer, inner;
  const SignalWatch outer_watch(outer);
  {
    const SignalWatch inner_watch(inner);
    ::raise(SIGINT);
    EXPECT_FALSE(system_clock().sleep(10s, inner.get_token()));
  }
  EXPECT_FALSE(outer.stop_requested());
  ::raise(SIGINT);
  EXPECT_FALSE(system_clock().sleep(10s, outer.get_token()));
}

TEST(SignalWatch, PutsTheOldHandlersBack) {
  struct sigaction before {};
  ::sigaction(SIGINT, nullptr, &before);
  { const SignalWatch watch{std::stop_source()}; }
  struct sigaction after {};
  ::sigaction(SIGINT, nullptr, &after);
  EXPECT_EQ(before.sa_handler, after.sa_handler);
}

}  // namespace
}  // namespace darties
