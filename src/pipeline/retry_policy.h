#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "pipeline/pipeline.h"

namespace darties {

/// Whether the same work may succeed when it is tried again: only what was down, busy, or in conflict (kUnavailable).
bool is_worth_retrying(const Error& error);

/// How long to wait after the `failed_tries`-th failure: the policy's delay, doubled each time up to 16-fold, and
/// between three quarters and one and a quarter of that as `chance` in [0, 1) says, so that tasks that failed together
/// do not come back together.
Clock::Duration retry_wait(const TryPolicy& policy, int failed_tries, double chance);

}  // namespace darties
