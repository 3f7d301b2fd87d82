#pragma once

#include <chrono>
#include <stop_token>

namespace darties {

/// The time, so that tests can wind it. `tests/fakes/` has the one that is wound by hand.
///
/// Threads: every method may be called from any thread at the same time.
class Clock {
 public:
  using TimePoint = std::chrono::system_clock::time_point;
  using Duration = std::chrono::milliseconds;

  virtual ~Clock() = default;

  /// The wall clock, UTC.
  virtual TimePoint now() const = 0;
  /// A clock that never goes back, from an arbitrary start.
  virtual Duration elapsed() const = 0;
  /// Waits; returns false at once when `stop` is requested.
  virtual bool sleep(Duration duration, std::stop_token stop) = 0;
};

/// The machine's own clock. Lives for the whole process.
Clock& system_clock();

}  // namespace darties
