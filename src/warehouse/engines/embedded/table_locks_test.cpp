#include "warehouse/engines/embedded/table_locks.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include "base/error.h"

namespace darties {
namespace {

using namespace std::chrono_literals;

bool never() { return false; }

TEST(TableLocks, LetsTheSecondWriterWaitForTheFirst) {
  TableLocks locks;
  locks.acquire(1, {"public.t"}, never);
  auto second = std::async(std::launch::async, [&] { locks.acquire(2, {"public.t"}, never); });
  EXPECT_EQ(second.wait_for(30ms), std::future_status::timeout);
  locks.release(1);
  second.get();
}

TEST(TableLocks, GivesDifferentTablesToDifferentWriters) {
  TableLocks locks;
  locks.acquire(1, {"public.t"}, never);
  locks.acquire(2, {"public.u"}, never);
  locks.acquire(1, {"public.t"}, never);  // has it already
}

TEST(TableLocks, FailsTheOneWhoWouldCloseACircle) {
  TableLocks locks;
  locks.acquire(1, {"public.t"}, never);
  locks.acquire(2, {"public.u"}, never);
  // Whoever comes second closes it; it gives its locks back, as a session that fails does.
  const auto fails = [&locks](TableLocks::Owner owner, const char* table) {
    try {
      locks.acquire(owner, {table}, never);
      return false;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUnavailable);
      locks.release(owner);
      return true;
    }
  };
  auto first = std::async(std::launch::async, [&] { return fails(1, "public.u"); });
  const bool second_failed = fails(2, "public.t");
  EXPECT_NE(first.get(), second_failed);
}

TEST(TableLocks, StopsWaitingWhenCancelled) {
  TableLocks locks;
  std::atomic<bool> cancelled = false;
  locks.acquire(1, {"public.t"}, never);
  auto second = std::async(std::launch::async, [&] {
    locks.acquire(2, {"public.t"}, [&] { return cancelled.load(); });
  });
  ASSERT_EQ(second.wait_for(20ms), std::future_status::timeout);
  cancelled = true;
  locks.wake();
  EXPECT_THROW(second.get(), Error);
}

}  // namespace
}  // namespace darties
