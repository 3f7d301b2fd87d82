// `infra open`, `infra close`: who may reach the cluster.
#include <fmt/format.h>

#include <algorithm>

#include "cli/infra_site.h"

namespace darties::cli {
namespace {

constexpr CommandOption kOpenOptions[] = {
    {.name = "--cidr",
     .value = "RANGE",
     .help = "Address range; else the address this machine is seen with, alone.",
     .repeatable = true},
    kWholeInternetOption,
};
constexpr CommandOption kCloseOptions[] = {
    {.name = "--cidr",
     .value = "RANGE",
     .help = "Only this range; else all of them.",
     .repeatable = true},
};
constexpr CommandExample kOpenExamples[] = {
    {.line = "darties infra open", .what = "For the address this machine is seen with."},
    {.line = "darties infra open --cidr 198.51.100.0/24", .what = "For the office."},
};
constexpr CommandExample kCloseExamples[] = {
    {.line = "darties infra close", .what = "Nobody comes in any more."},
};

cloud::SecurityGroup require_group(cloud::Site& site) {
  const auto group = cloud::find_security_group(site.account, site.desired.security_group);
  if (!group) {
    throw Error(ErrorKind::kNotFound,
                "there is no security group {}: `darties infra up` makes it with the cluster",
                site.desired.security_group);
  }
  cloud::refuse_foreign(site, group->thing, "DWH_CLUSTER_IDENTIFIER in dwh.cfg");
  return *group;
}

int port_of(cloud::Site& site) {
  const auto cluster = site.clusters.find(site.desired.cluster);
  return cluster && cluster->port > 0 ? cluster->port : site.desired.port;
}

int open(const Invocation& line, House& house) {
  InfraSite infra(house, InfraSite::Names::kHeld, house.stop());
  const auto cidrs = asked_cidrs(line, house, infra, true);
  const RunLock lock = infra.lock();
  const cloud::SecurityGroup group = require_group(infra.site());
  const int port = port_of(infra.site());
  for (const std::string& cidr : cidrs) {
    if (!house.options().dry_run) cloud::open_port(infra.account(), group, port, cidr);
    house.say(fmt::format("{} {} for {}",
                          house.options().dry_run ? "would open port" : "opened port", port, cidr));
  }
  return 0;
}

int close(const Invocation& line, House& house) {
  InfraSite infra(house, InfraSite::Names::kHeld, house.stop());
  const RunLock lock = infra.lock();
  const cloud::SecurityGroup group = require_group(infra.site());
  const int port = port_of(infra.site());
  const auto only = line.all("--cidr");
  for (const std::string& cidr : group.cidrs) {
    if (!only.empty() && std::find(only.begin(), only.end(), cidr) == only.end()) continue;
    if (!house.options().dry_run) cloud::close_port(infra.account(), group, port, cidr);
    house.say(fmt::format(
        "{} {} for {}", house.options().dry_run ? "would close port" : "closed port", port, cidr));
  }
  return 0;
}

}  // namespace

extern const Command infra_open_command{
    .name = "infra open",
    .group = "Cloud",
    .summary = "Opens the cluster's port for this machine, or for the addresses you give.",
    .options = kOpenOptions,
    .examples = kOpenExamples,
    .changes_something = true,
    .run = open};

extern const Command infra_close_command{.name = "infra close",
                                         .group = "Cloud",
                                         .summary = "Closes the cluster's port.",
                                         .options = kCloseOptions,
                                         .examples = kCloseExamples,
                                         .changes_something = true,
                                         .run = close};

}  // namespace darties::cli
