#include "cloud/give_back.h"

#include "base/text.h"
#include "cloud/connection_file.h"
#include "cloud/database_password.h"
#include "cloud/roles.h"

namespace darties::cloud {
namespace {

/// Ours, and there: what may be deleted. Says when it is left alone.
bool may_delete(Site& site, const Thing* thing) {
  if (thing == nullptr) return false;
  if (is_ours(site, *thing)) return true;
  site.account.say(
      fmt::format("{} {} is left alone: it is not of this project", thing->kind, thing->name));
  return false;
}

bool give_cluster_back(Site& site, const DownRequest& request) {
  const auto cluster = find_cluster(site);
  if (!may_delete(site, cluster ? &cluster->thing : nullptr)) return true;
  site.account.say(fmt::format("deleting the cluster {}", site.desired.cluster));
  return delete_cluster(site.account, site.clusters, site.desired.cluster, request);
}

void give_group_back(Site& site) {
  const auto group = find_security_group(site.account, site.desired.security_group);
  if (!may_delete(site, group ? &group->thing : nullptr)) return;
  site.account.say(fmt::format("deleting the security group {}", group->thing.name));
  delete_security_group(site.account, *group);
}

void give_role_back(Site& site) {
  const auto role = find_role(site.account, site.desired.role);
  if (!may_delete(site, role ? &*role : nullptr)) return;
  site.account.say(fmt::format("deleting the role {}", role->name));
  delete_role(site.account, role->name);
}

}  // namespace

bool delete_cluster(Account& account, ClusterService& clusters, const std::string& name,
                    const DownRequest& request) {
  std::string status;
  const auto look = [&] {
    const auto cluster = clusters.find(name);
    if (!cluster) return true;
    status = cluster->status;
    if (!cluster->is_going()) clusters.remove(*cluster, request.final_snapshot);
    return false;
  };
  if (!request.wait) return look();
  if (account.wait(account.patience().limit, look)) return true;
  throw Error(ErrorKind::kUnavailable,
              "{} is still there after {} (AWS calls it {}): run `darties infra down` again", name,
              human_duration(account.patience().limit.count()), status);
}

bool give_back(Site& site, const DownRequest& request) {
  if (!give_cluster_back(site, request)) return false;
  give_group_back(site);
  give_role_back(site);
  forget_password(site.state_folder);
  write_connection(site.project_folder, {});
  site.account.journal().let_go();
  return true;
}

}  // namespace darties::cloud
