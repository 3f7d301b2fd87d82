#include "pipeline/retry_policy.h"

#include <algorithm>

namespace darties {

bool is_worth_retrying(const Error& error) { return error.kind() == ErrorKind::kUnavailable; }

Clock::Duration retry_wait(const TryPolicy& policy, int failed_tries, double chance) {
  const int doublings = std::clamp(failed_tries - 1, 0, 4);
  const double wait =
      static_cast<double>(policy.retry_delay.count() << doublings) * (0.75 + 0.5 * chance);
  return Clock::Duration(static_cast<Clock::Duration::rep>(wait));
}

}  // namespace darties
