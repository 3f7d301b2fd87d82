#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud/site.h"

namespace darties::cloud {

struct UpRequest {
  std::vector<std::string> cidrs;      ///< who may come in; none: the port stays closed
  std::optional<Clock::Duration> ttl;  ///< a lease from now on; none: as it was, or for good
};

/// Makes what is missing, step by step: role, policies, security group, cluster; waits until it is available and may use its
/// role; opens the port; writes endpoint and role into dwh.cfg. Killed anywhere, it goes on where it was when called again.
///
/// Errors: kInvalid for a name that someone else has, a quota, or another cluster of this project that is still up;
///         kUnavailable for missing capacity and for a cluster that does not become available; kDenied names the permission.
Cluster bring_up(Site& site, const UpRequest& request);

}  // namespace darties::cloud
