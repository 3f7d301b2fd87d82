#pragma once

#include <atomic>
#include <chrono>
#include <stop_token>

#include "base/clock.h"

namespace darties {

/// A clock that stands still until it is wound. Sleeping winds it, so tests never wait.
/// It starts at 2018-11-30 00:00:00 UTC.
class FakeClock final : public Clock {
 public:
  TimePoint now() const override { return TimePoint(std::chrono::seconds(1543536000)) + elapsed(); }
  Duration elapsed() const override { return Duration(elapsed_ms_.load()); }

  bool sleep(Duration duration, std::stop_token stop) override {
    if (stop.stop_requested()) return false;
    wind(duration);
    slept_ms_ += duration.count();
    return true;
  }

  void wind(Duration duration) { elapsed_ms_ += duration.count(); }
  /// All that was slept.
  Duration slept() const { return Duration(slept_ms_.load()); }

 private:
  std::atomic<Duration::rep> elapsed_ms_{0};
  std::atomic<Duration::rep> slept_ms_{0};
};

}  // namespace darties
