// `infra pause`, `infra resume`: a cluster that sleeps costs its storage alone.
#include <fmt/format.h>

#include "base/text.h"
#include "cli/infra_site.h"

namespace darties::cli {
namespace {

constexpr CommandExample kPauseExamples[] = {
    {.line = "darties infra pause", .what = "Stops the hourly price; storage is billed on."},
};
constexpr CommandExample kResumeExamples[] = {
    {.line = "darties infra resume", .what = "Wakes the cluster and waits until it is available."},
};

cloud::Cluster require_cluster(cloud::Site& site) {
  const auto cluster = site.clusters.find(site.desired.cluster);
  if (!cluster) {
    throw Error(ErrorKind::kNotFound, "there is no cluster {}: `darties infra up` takes it",
                site.desired.cluster);
  }
  cloud::refuse_foreign(site, cluster->thing, "DWH_CLUSTER_IDENTIFIER in dwh.cfg");
  return *cluster;
}

/// Asks for the change unless it is so already, and waits for `wanted`.
int change(House& house, void (cloud::ClusterService::*ask)(const cloud::Cluster&),
           bool (cloud::Cluster::*wanted)() const, std::string_view word) {
  InfraSite infra(house, InfraSite::Names::kHeld, house.stop());
  const RunLock lock = infra.lock();
  cloud::Site& site = infra.site();
  const cloud::Cluster cluster = require_cluster(site);
  if (house.options().dry_run) {
    house.say(fmt::format("{} is {}, and would be {}", cluster.thing.name, cluster.status, word));
    return 0;
  }
  if (!(cluster.*wanted)()) (site.clusters.*ask)(cluster);
  std::string status;
  const bool there = site.account.wait(site.account.patience().limit, [&] {
    const cloud::Cluster now = require_cluster(site);
    status = now.status;
    return (now.*wanted)();
  });
  if (!there) {
    throw Error(ErrorKind::kUnavailable, "{} is not {} after {}: AWS calls it {}",
                cluster.thing.name, word, human_duration(site.account.patience().limit.count()),
                status);
  }
  house.say(fmt::format("{} is {}", cluster.thing.name, word));
  return 0;
}

int pause(const Invocation&, House& house) {
  return change(house, &cloud::ClusterService::pause, &cloud::Cluster::is_paused, "paused");
}

int resume(const Invocation&, House& house) {
  return change(house, &cloud::ClusterService::resume, &cloud::Cluster::is_ready, "available");
}

}  // namespace

extern const Command infra_pause_command{
    .name = "infra pause",
    .group = "Cloud",
    .summary = "Pauses the cluster: only its storage is billed.",
    .examples = kPauseExamples,
    .changes_something = true,
    .run = pause};

extern const Command infra_resume_command{.name = "infra resume",
                                          .group = "Cloud",
                                          .summary = "Wakes a paused cluster.",
                                          .examples = kResumeExamples,
                                          .changes_something = true,
                                          .run = resume};

}  // namespace darties::cli
