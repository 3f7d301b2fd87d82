#include <fmt/format.h>

#include <iostream>

#include "cli/infra_site.h"
#include "cloud/give_back.h"

namespace darties::cli {
namespace {

constexpr CommandOption kOptions[] = {
    {.name = "--confirm",
     .value = "NAME",
     .help = "The cluster's name, for one without a lease: its data goes with it."},
    {.name = "--final-snapshot",
     .value = "NAME",
     .help = "Keeps its data in a snapshot of this name, which costs until you delete it."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties infra down", .what = "Gives a leased cluster back."},
    {.line = "darties infra down --final-snapshot before-holidays",
     .what = "Keeps its data in a snapshot."},
};
constexpr std::string_view kDetails =
    R"(Deletes the cluster, waits until it is gone, then deletes its security group and role, the generated password, and what `infra up` wrote into
`dwh.cfg`. Killed anywhere, the same command goes on where it was. Only what carries the project's tags, or what the journal says was made here, is
deleted.

A cluster on lease goes without a snapshot: that it goes was said when it was taken. For one without a lease its name must be typed, or given with
`--confirm`, or a snapshot be taken.)";

bool typed_on_terminal(House& house, const std::string& name) {
  if (!house.terminal().in || !house.terminal().err) return false;
  house.err() << fmt::format("{} and all its data will be deleted. Type its name to go on: ", name)
              << std::flush;
  std::string typed;
  std::getline(std::cin, typed);
  return typed == name;
}

void require_consent(const Invocation& line, House& house, InfraSite& infra) {
  const auto& holding = infra.holding();
  const std::string& name = infra.site().desired.cluster;
  if ((holding && holding->lease_end) || line.find("--final-snapshot")) return;
  if (!infra.site().clusters.find(name)) return;  // no data to lose
  const auto confirmed = line.find("--confirm");
  if (confirmed == name) return;
  if (confirmed) {
    throw Error(ErrorKind::kInvalid, "--confirm says {}, the cluster is {}", *confirmed, name);
  }
  if (typed_on_terminal(house, name)) return;
  throw Error(ErrorKind::kInvalid,
              "{} has no lease, so its data may be needed: add --confirm {} to delete it, or "
              "--final-snapshot NAME to keep its data",
              name, name);
}

int run(const Invocation& line, House& house) {
  InfraSite infra(house, InfraSite::Names::kHeld, house.stop());
  if (house.options().dry_run) {
    const cloud::Desired& desired = infra.site().desired;
    house.say(
        fmt::format("would delete the cluster {}, the security group {} and the role {}, as "
                    "far as they are ours",
                    desired.cluster, desired.security_group, desired.role));
    return 0;
  }
  const RunLock lock = infra.lock();
  require_consent(line, house, infra);
  cloud::give_back(infra.site(), {.final_snapshot = line.text("--final-snapshot")});
  house.say("nothing of this project is left in the account");
  house.suggest_next("darties infra orphans");
  return 0;
}

}  // namespace

extern const Command infra_down_command{
    .name = "infra down",
    .group = "Cloud",
    .summary = "Gives the cluster back, and all that was made for it.",
    .details = kDetails,
    .options = kOptions,
    .examples = kExamples,
    .changes_something = true,
    .run = run};

}  // namespace darties::cli
