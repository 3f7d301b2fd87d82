#include "cloud/bring_up.h"

#include <algorithm>

#include "base/text.h"
#include "cloud/cluster_refusals.h"
#include "cloud/connection_file.h"
#include "cloud/database_password.h"
#include "cloud/roles.h"

namespace darties::cloud {
namespace {

/// What the steps before have found or made.
struct Progress {
  Site& site;
  const UpRequest& request;
  Tags tags;
  Thing role;
  SecurityGroup group;
  Cluster cluster;
};

/// Whether a thing that was there before needs its tags written anew: another owner or lease end.
bool has_other_tags(const Thing& thing, const Tags& tags) {
  return std::any_of(tags.begin(), tags.end(), [&](const auto& tag) {
    const auto found = thing.tags.find(tag.first);
    return found == thing.tags.end() || found->second != tag.second;
  });
}

void remember(Site& site, const Thing& thing) {
  site.account.journal().remember(thing.kind, thing.name, thing.identity);
}

void have_role(Progress& progress) {
  Site& site = progress.site;
  const auto found = find_role(site.account, site.desired.role);
  progress.role = found ? *found : create_role(site.account, site.desired.role, progress.tags);
  refuse_foreign(site, progress.role, "DWH_IAM_ROLE_NAME in dwh.cfg");
  remember(site, progress.role);
  if (has_other_tags(progress.role, progress.tags))
    tag_role(site.account, progress.role, progress.tags);
}

void have_policies(Progress& progress) {
  for (const std::string& policy : progress.site.desired.role_policies)
    attach_policy(progress.site.account, progress.role.name, policy);
}

void have_group(Progress& progress) {
  Site& site = progress.site;
  Account& account = site.account;
  const std::string& name = site.desired.security_group;
  const auto found = find_security_group(account, name);
  const auto vpc = [&] {
    return site.desired.vpc.empty() ? default_vpc(account) : site.desired.vpc;
  };
  progress.group = found ? *found : create_security_group(account, name, vpc(), progress.tags);
  refuse_foreign(site, progress.group.thing, "DWH_CLUSTER_IDENTIFIER in dwh.cfg");
  remember(site, progress.group.thing);
  if (has_other_tags(progress.group.thing, progress.tags))
    tag_security_group(account, progress.group, progress.tags);
}

Secret password_for(Site& site) {
  if (site.desired.managed_password) return {};
  if (!site.desired.password.empty()) return site.desired.password;
  return kept_password(site.state_folder);
}

void create_cluster(Progress& progress) {
  Site& site = progress.site;
  const ClusterGround ground{.role_arn = progress.role.arn,
                             .security_group_id = progress.group.thing.identity,
                             .tags = progress.tags,
                             .password = password_for(site)};
  const auto& patience = site.account.patience();
  const bool taken = site.account.wait(patience.assume,
                                       [&] { return site.clusters.create(site.desired, ground); });
  if (taken) return;
  throw Error(ErrorKind::kUnavailable,
              "AWS does not let a cluster use role {} even {} after it was asked first: run "
              "`darties infra up` again; if that does not help, look at the role's trust policy",
              progress.role.name, human_duration(patience.assume.count()));
}

void wait_until_gone(Site& site) {
  site.account.say("waiting for the cluster of the same name to go");
  const bool gone = site.account.wait(site.account.patience().limit, [&] {
    return !site.clusters.find(site.desired.cluster).has_value();
  });
  if (!gone)
    throw Error(ErrorKind::kUnavailable, "{} is still being deleted", site.desired.cluster);
}

void have_cluster(Progress& progress) {
  Site& site = progress.site;
  auto found = find_cluster(site);
  if (found) refuse_foreign(site, found->thing, "DWH_CLUSTER_IDENTIFIER in dwh.cfg");
  if (found && found->is_going()) {
    wait_until_gone(site);
    found.reset();
  }
  if (!found || !found->whole) return create_cluster(progress);
  if (has_other_tags(found->thing, progress.tags)) site.clusters.tag(*found, progress.tags);
  if (found->is_paused()) site.clusters.resume(*found);
}

[[noreturn]] void refuse_broken(const Cluster& cluster) {
  throw Error(ErrorKind::kInvalid,
              "{} will not become available: AWS calls it {}; `darties infra down` gives it back, "
              "then `darties infra up` makes a new one",
              cluster.thing.name, cluster.status);
}

[[noreturn]] void refuse_slow(const Progress& progress) {
  const Site& site = progress.site;
  throw Error(
      ErrorKind::kUnavailable,
      "{} is not available after {} (AWS calls it {}), and it costs meanwhile: wait on with "
      "`darties infra up`, or give it back with `darties infra down`",
      site.desired.cluster, human_duration(site.account.patience().limit.count()),
      progress.cluster.status.empty() ? "not there" : progress.cluster.status);
}

/// Looks again until the cluster is as wanted.
void wait_for(Progress& progress, const std::function<bool(const Cluster&)>& wanted) {
  Site& site = progress.site;
  const bool there = site.account.wait(site.account.patience().limit, [&] {
    const auto found = site.clusters.find(site.desired.cluster);
    if (!found) return false;
    if (found->is_broken()) refuse_broken(*found);
    progress.cluster = *found;
    return wanted(*found);
  });
  if (!there) refuse_slow(progress);
}

void have_it_available(Progress& progress) {
  wait_for(progress, [](const Cluster& cluster) { return cluster.is_ready(); });
  refuse_foreign(progress.site, progress.cluster.thing, "DWH_CLUSTER_IDENTIFIER in dwh.cfg");
  remember(progress.site, progress.cluster.thing);
}

void have_role_in_sync(Progress& progress) {
  const std::string& arn = progress.role.arn;
  if (!progress.cluster.role_states.contains(arn))
    progress.site.clusters.add_role(progress.cluster, arn);
  wait_for(progress, [&](const Cluster& cluster) {
    const auto state = cluster.role_states.find(arn);
    return cluster.is_ready() && state != cluster.role_states.end() && state->second == "in-sync";
  });
}

void have_port(Progress& progress) {
  const auto& open = progress.group.cidrs;
  for (const std::string& cidr : progress.request.cidrs) {
    if (std::find(open.begin(), open.end(), cidr) != open.end()) continue;
    open_port(progress.site.account, progress.group, progress.cluster.port, cidr);
  }
}

void have_settings(Progress& progress) {
  write_connection(progress.site.project_folder,
                   {.endpoint = progress.cluster.host, .role_arn = progress.role.arn});
}

struct Step {
  std::string_view doing;
  void (*have)(Progress&);
};
constexpr Step kSteps[] = {
    {"making the role", have_role},
    {"letting the role read S3", have_policies},
    {"making the security group", have_group},
    {"asking for the cluster", have_cluster},
    {"waiting until the cluster is available", have_it_available},
    {"waiting until the cluster may use the role", have_role_in_sync},
    {"opening the port", have_port},
    {"writing dwh.cfg", have_settings},
};

/// Says in the journal what is about to be taken, before anything is.
Tags begin_holding(Site& site, const UpRequest& request) {
  Journal& journal = site.account.journal();
  const auto before = journal.holding();
  const Desired& desired = site.desired;
  const bool another =
      before &&
      (before->cluster != desired.cluster || before->role != desired.role ||
       before->kind != to_string(desired.kind) || before->region != site.account.region());
  if (another) {
    throw Error(ErrorKind::kInvalid,
                "this project still holds {} ({}, in {}) under other settings than now: give it "
                "back with `darties infra down` first",
                before->cluster, before->kind, before->region);
  }
  Holding holding{desired.project,       std::string(to_string(desired.kind)),
                  site.account.region(), desired.cluster,
                  desired.role,          desired.security_group,
                  std::nullopt};
  if (before) holding.lease_end = before->lease_end;
  if (request.ttl) holding.lease_end = site.account.clock().now() + *request.ttl;
  journal.hold(holding);
  return make_tags(desired.project, owner_of(site), holding.lease_end);
}

}  // namespace

Cluster bring_up(Site& site, const UpRequest& request) {
  Progress progress{.site = site, .request = request, .tags = begin_holding(site, request)};
  for (const Step& step : kSteps) {
    site.account.say(step.doing);
    try {
      step.have(progress);
    } catch (Error& error) {
      error.while_doing(std::string(step.doing));
      throw;
    }
  }
  return progress.cluster;
}

}  // namespace darties::cloud
