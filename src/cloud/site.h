#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cloud/clusters.h"
#include "cloud/security_groups.h"

namespace darties::cloud {

/// A project's cluster and all that belongs to it: what is wanted, the account to have it in, and where files lie.
struct Site {
  Account& account;
  ClusterService& clusters;
  Desired desired;
  std::filesystem::path project_folder;  ///< has dwh.cfg
  std::filesystem::path state_folder;    ///< .darties
};

/// What stands in the account under the site's names, whoever made it.
struct Standing {
  std::optional<Thing> role;
  std::optional<SecurityGroup> group;
  std::optional<Cluster> cluster;
};
Standing look(Site& site);

/// The cluster of the site's name; one that was just asked for is looked for until it is seen.
std::optional<Cluster> find_cluster(Site& site);

/// Whether this carries the project's tag, or the journal says that we made it.
bool is_ours(Site& site, const Thing& thing);
/// Throws kInvalid for a thing that is somebody else's; `setting` says what to change.
void refuse_foreign(Site& site, const Thing& thing, std::string_view setting);

/// Who the caller is, for the owner's tag: infra.owner, or their ARN.
std::string owner_of(Site& site);

/// Puts the names that were taken in place of those that are asked for by now: they may have changed since.
void use_names_of(const Holding& holding, Desired& desired);

}  // namespace darties::cloud
