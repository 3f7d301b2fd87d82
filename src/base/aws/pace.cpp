#include "base/aws/pace.h"

#include <algorithm>

namespace darties::aws {

Pace::Pace(HttpClient& http) : http_(http), widest_(http.most_in_flight()), width_(widest_) {}

void Pace::slow_down(std::int64_t attempt) {
  const MutexLock lock(mutex_);
  if (attempt <= lowered_at_) return;
  lowered_at_ = last_attempt_;
  set(std::max(1.0, width_ / 2));
}

void Pace::succeeded() {
  if (!lowered_) return;
  const MutexLock lock(mutex_);
  set(std::min(widest_, width_ + 1 / width_));
}

void Pace::set(double width) {
  const bool changes = int(width) != int(width_);
  width_ = width;
  lowered_ = width_ < widest_;
  if (changes) http_.limit_in_flight(int(width_));
}

}  // namespace darties::aws
