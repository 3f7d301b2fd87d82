#pragma once

#include "fakes/cloud/wire.h"

namespace darties::fakes {

class FakeCloud;

/// Answers a request below /_fake/: JSON in, JSON out.
///
///     POST   faults   {"operation": "GetObject", "key": "*songs*", "kind": "cut", "nth": 3, "times": 2, …}   as FaultRule
///     GET    faults   the rules with what they saw and struck          DELETE faults
///     GET    hold?ms=N waits until a call is held: {"held": true, "operation": …}
///     POST   release  {"carry_out": false}
///     POST   settings {"latency_ms", "clock_offset_seconds", "checks_signatures", "keeps_log", "page_size", "region",
///                      "smallest_part"}
///     POST   keys     {"id", "secret", "token", "expires_in": seconds}
///     POST   buckets  {"name", "region"}
///     GET    calls    {"counts": {…}, "highest_in_flight": n}          DELETE calls
///     GET    log      [{"operation", "target", "headers": [[name, value]], "status"}]
///     GET    state    what is left in the account
WireAnswer administer(FakeCloud& cloud, const WireRequest& request);

}  // namespace darties::fakes
