#pragma once

#include <atomic>
#include <cstdint>

#include "base/http/http_client.h"
#include "base/mutex.h"

namespace darties::aws {

/// How many requests may be in flight: half as many when a service says "slow down", and one more for each round of
/// successes after that, until all are allowed again.
///
/// Threads: every method may be called from any thread at the same time.
class Pace {
 public:
  explicit Pace(HttpClient& http);

  /// A number for an attempt, to be given back when it was refused.
  std::int64_t depart() { return ++last_attempt_; }
  /// One refusal counts for all attempts that left before the number was lowered: they tell of the same crowd.
  void slow_down(std::int64_t attempt);
  void succeeded();

 private:
  void set(double width) REQUIRES(mutex_);

  HttpClient& http_;
  const double widest_;
  std::atomic<std::int64_t> last_attempt_{0};
  std::atomic<bool> lowered_{false};
  Mutex mutex_;
  double width_ GUARDED_BY(mutex_);
  std::int64_t lowered_at_ GUARDED_BY(mutex_) = 0;
};

}  // namespace darties::aws
