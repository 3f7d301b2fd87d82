#include "pipeline/watchdog.h"

#include <utility>

namespace darties {

Watchdog::~Watchdog() {
  thread_.request_stop();
  const MutexLock lock(mutex_);
  sleep_.request_stop();
}

Watchdog::Ticket Watchdog::set(Clock::Duration after, std::function<void()> callback) {
  const MutexLock lock(mutex_);
  const Ticket ticket{clock_.elapsed() + after, ++tickets_};
  const bool is_first = alarms_.empty() || ticket < alarms_.begin()->first;
  alarms_.emplace(ticket, std::move(callback));
  if (!thread_.joinable())
    thread_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
  if (is_first) sleep_.request_stop();
  changed_.notify_all();
  return ticket;
}

void Watchdog::call_off(const Ticket& ticket) {
  const MutexLock lock(mutex_);
  alarms_.erase(ticket);
}

void Watchdog::watch(const std::stop_token& stop) {
  MutexLock lock(mutex_);
  while (!stop.stop_requested()) {
    if (!changed_.wait(lock, stop, [this]() REQUIRES(mutex_) { return !alarms_.empty(); })) return;
    if (stop.stop_requested()) return;
    const auto first = alarms_.begin();
    const Clock::Duration left = first->first.first - clock_.elapsed();
    if (left <= Clock::Duration::zero()) {
      const std::function<void()> callback = std::move(first->second);
      alarms_.erase(first);
      callback();
      continue;
    }
    sleep_ = std::stop_source();
    const std::stop_token woken = sleep_.get_token();
    lock.unlock();
    clock_.sleep(left, woken);
    lock.lock();
  }
}

}  // namespace darties
