#include "base/cancellation.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <memory>
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

/// What a child process does: it is ended by two signals, and the group with it.
[[noreturn]] void be_ended_twice(int first, int second, pid_t group) {
  const auto source = std::make_unique<std::stop_source>();
  const SignalWatch watch(*source);
  const EndedWithUs ended(group);
  ::raise(first);
  ::raise(second);
  ::_exit(0);
}

TEST(SignalWatch, TheSecondSignalEndsAtOnceWith130) {
  const pid_t child = ::fork();
  if (child == 0) be_ended_twice(SIGTERM, SIGINT, 0);
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

TEST(SignalWatch, AHangUpAndABrokenPipeAskToStopHoweverOften) {
  std::stop_source source;
  const SignalWatch watch(source);
  for (const int number : {SIGPIPE, SIGHUP, SIGHUP, SIGPIPE}) ::raise(number);
  EXPECT_FALSE(system_clock().sleep(10s, source.get_token()));
  EXPECT_TRUE(reader_is_gone());
}

TEST(SignalWatch, EndsWhatDoesNotEndWhenItsGraceIsOver) {
  const pid_t child = ::fork();
  if (child == 0) {
    const auto source = std::make_unique<std::stop_source>();
    const SignalWatch watch(*source, 100ms);
    ::raise(SIGHUP);
    for (;;) ::pause();
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 130);
}

TEST(SignalWatch, AHangUpThatIsIgnoredStaysIgnored) {
  struct sigaction before {};
  ::sigaction(SIGHUP, nullptr, &before);
  ::signal(SIGHUP, SIG_IGN);
  {
    std::stop_source source;
    const SignalWatch watch(source);
    ::raise(SIGHUP);
    EXPECT_TRUE(system_clock().sleep(50ms, source.get_token()));
  }
  ::sigaction(SIGHUP, &before, nullptr);
}

TEST(SignalWatch, AnInnerWatchPassesOnWhatIsNotForItAlone) {
  std::stop_source outer, inner;
  const SignalWatch outer_watch(outer);
  {
    const SignalWatch inner_watch(inner);
    ::raise(SIGTERM);
    EXPECT_FALSE(system_clock().sleep(10s, inner.get_token()));
  }
  EXPECT_FALSE(system_clock().sleep(10s, outer.get_token()));
}

TEST(SignalWatch, TheSecondSignalEndsWhatWasStartedToo) {
  const pid_t started = ::fork();
  if (started == 0) {
    ::setpgid(0, 0);
    ::pause();
    ::_exit(0);
  }
  ::setpgid(started, started);
  const pid_t child = ::fork();
  if (child == 0) be_ended_twice(SIGINT, SIGINT, started);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_EQ(::waitpid(started, &status, 0), started);
  EXPECT_TRUE(WIFSIGNALED(status));
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
