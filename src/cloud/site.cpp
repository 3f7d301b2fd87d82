#include "cloud/site.h"

#include "cloud/roles.h"

namespace darties::cloud {

std::optional<Cluster> find_cluster(Site& site) {
  Account& account = site.account;
  const std::string_view action = site.desired.kind == ClusterKind::kProvisioned
                                      ? "redshift:CreateCluster"
                                      : "redshift-serverless:CreateNamespace";
  auto cluster = site.clusters.find(site.desired.cluster);
  if (cluster || !account.may_be_unseen(action, site.desired.cluster)) return cluster;
  account.wait(account.patience().settle, [&] {
    cluster = site.clusters.find(site.desired.cluster);
    return cluster || !account.may_be_unseen(action, site.desired.cluster);
  });
  return cluster;
}

Standing look(Site& site) {
  return {.role = find_role(site.account, site.desired.role),
          .group = find_security_group(site.account, site.desired.security_group),
          .cluster = find_cluster(site)};
}

bool is_ours(Site& site, const Thing& thing) {
  return project_of(thing.tags) == site.desired.project ||
         site.account.journal().made(thing.kind, thing.name, thing.identity);
}

void refuse_foreign(Site& site, const Thing& thing, std::string_view setting) {
  if (is_ours(site, thing)) return;
  const std::string project = project_of(thing.tags);
  throw Error(ErrorKind::kInvalid,
              "{} {} is taken by {}: darties leaves it as it is; choose another name with {}",
              thing.kind, thing.name,
              project.empty() ? "someone else (it has no tag darties:project)"
                              : fmt::format("project {}", project),
              setting);
}

std::string owner_of(Site& site) {
  if (!site.desired.owner.empty()) return site.desired.owner;
  return site.account.ask("sts", "GetCallerIdentity", {}).result.text("Arn");
}

void use_names_of(const Holding& holding, Desired& desired) {
  desired.project = holding.project;
  desired.kind = parse_cluster_kind(holding.kind);
  desired.cluster = holding.cluster;
  desired.role = holding.role;
  desired.security_group = holding.security_group;
}

}  // namespace darties::cloud
