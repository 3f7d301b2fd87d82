#include "cloud/lease.h"

#include "cloud/roles.h"

namespace darties::cloud {

void renew_lease(Site& site, Clock::TimePoint end) {
  auto holding = site.account.journal().holding();
  if (!holding) {
    throw Error(ErrorKind::kNotFound,
                "this project holds no cluster: `darties infra up --ttl 2h` takes one");
  }
  const Tags tags = make_tags(site.desired.project, owner_of(site), end);
  const Standing standing = look(site);
  if (standing.cluster && is_ours(site, standing.cluster->thing))
    site.clusters.tag(*standing.cluster, tags);
  if (standing.group && is_ours(site, standing.group->thing))
    tag_security_group(site.account, *standing.group, tags);
  if (standing.role && is_ours(site, *standing.role)) tag_role(site.account, *standing.role, tags);
  holding->lease_end = end;
  site.account.journal().hold(*holding);
}

std::optional<Holding> find_lease_that_is_over(const std::filesystem::path& state_folder,
                                               Clock& clock) {
  if (!Journal::exists(state_folder)) return std::nullopt;
  auto holding = Journal(state_folder, clock).holding();
  const bool over = holding && holding->lease_end && *holding->lease_end <= clock.now();
  return over ? holding : std::nullopt;
}

}  // namespace darties::cloud
