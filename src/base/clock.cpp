#include "base/clock.h"

#include <condition_variable>
#include <mutex>

namespace darties {
namespace {

class SystemClock final : public Clock {
 public:
  TimePoint now() const override { return std::chrono::system_clock::now(); }

  Duration elapsed() const override {
    return std::chrono::duration_cast<Duration>(
        std::chrono::steady_clock::now().time_since_epoch());
  }

  bool sleep(Duration duration, std::stop_token stop) override {
    std::mutex mutex;  // guards nothing: the condition variable only waits for the stop request
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    woken.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
  }
};

}  // namespace

Clock& system_clock() {
  static SystemClock clock;
  return clock;
}

}  // namespace darties
