#pragma once

#include <string>

#include "cloud/site.h"

namespace darties::cloud {

struct DownRequest {
  std::string final_snapshot;  ///< empty: none is taken
  bool wait = true;            ///< false: only begin to delete the cluster
};

/// Gives everything back that is ours: cluster, security group, role, then the password file and what dwh.cfg says.
/// What has our names but not our tags stays. Killed anywhere, it goes on where it was when called again.
/// Returns whether all is gone; false only without `wait`.
///
/// Errors: kUnavailable for what does not go within the time; kDenied names the permission.
bool give_back(Site& site, const DownRequest& request);

/// Deletes a cluster. Returns whether it is gone.
bool delete_cluster(Account& account, ClusterService& clusters, const std::string& name,
                    const DownRequest& request);

}  // namespace darties::cloud
