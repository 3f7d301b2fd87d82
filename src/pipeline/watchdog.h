#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <stop_token>
#include <thread>

#include "base/clock.h"
#include "base/mutex.h"

namespace darties {

/// Calls back when a time is over, unless it is called off before. One thread for all, none until the first is set.
///
///     const auto ticket = watchdog.set(timeout, [&] { session.interrupt(); });
///     …
///     watchdog.call_off(ticket);  // after this the callback neither runs nor will run
///
/// Threads: every method from any thread; not from a callback.
class Watchdog {
 public:
  explicit Watchdog(Clock& clock) : clock_(clock) {}
  ~Watchdog();

  using Ticket = std::pair<Clock::Duration, std::uint64_t>;
  Ticket set(Clock::Duration after, std::function<void()> callback);
  void call_off(const Ticket& ticket);

 private:
  void watch(const std::stop_token& stop);

  Clock& clock_;
  Mutex mutex_;  // held while a callback runs
  std::condition_variable_any changed_;
  std::map<Ticket, std::function<void()>> alarms_ GUARDED_BY(mutex_);  // by when they go off
  std::stop_source sleep_ GUARDED_BY(mutex_);  // ends the sleep that is going on
  std::uint64_t tickets_ GUARDED_BY(mutex_) = 0;
  std::jthread thread_;
};

}  // namespace darties
