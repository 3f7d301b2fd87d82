#include "cli/infra_site.h"

#include <cstdlib>

#include "base/aws/iso_time.h"
#include "cloud/caller_address.h"
#include "cloud/give_back.h"
#include "cloud/lease.h"
#include "cloud/orphans.h"
#include "pipeline/duration.h"

namespace darties::cli {
namespace {

namespace fs = std::filesystem;

/// Where the journal of commands without a project lies.
fs::path users_state_folder() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return fs::path(value == nullptr ? "" : value);
  };
  const fs::path state = variable("XDG_STATE_HOME");
  return (state.is_absolute() ? state : variable("HOME") / ".local" / "state") / "darties";
}

fs::path state_folder_of(House& house, InfraSite::Names names) {
  if (names == InfraSite::Names::kAnyone && !house.has_project()) return users_state_folder();
  return house.project_folder() / ".darties";
}

}  // namespace

InfraSite::InfraSite(House& house, Names names, std::stop_token stop)
    : state_folder_(state_folder_of(house, names)),
      access_(house.aws()),
      journal_(state_folder_, house.clock()),
      holding_(journal_.holding()) {
  cloud::Desired desired = cloud::read_desired(house.config());
  const bool held = names == Names::kHeld && holding_;
  if (held) cloud::use_names_of(*holding_, desired);
  account_ = std::make_unique<cloud::Account>(
      *access_, journal_,
      cloud::Account::Options{.region = held ? holding_->region : access_->region(),
                              .patience = cloud::read_patience(house.config()),
                              .stop = std::move(stop),
                              .say = [&house](std::string_view text) { house.say(text); }});
  clusters_ = cloud::make_cluster_service(desired.kind, *account_);
  site_ = std::make_unique<cloud::Site>(
      cloud::Site{.account = *account_,
                  .clusters = *clusters_,
                  .desired = std::move(desired),
                  .project_folder = house.has_project() ? house.project_folder() : fs::path(),
                  .state_folder = state_folder_});
}

RunLock InfraSite::lock() const {
  try {
    return RunLock::take(state_folder_, "infra");
  } catch (Error& error) {
    error.while_doing("changing the project's cluster: wait for the other `darties infra`");
    throw;
  }
}

std::optional<Clock::Duration> asked_ttl(const Invocation& line, const cloud::Desired& desired) {
  const auto text = line.find("--ttl");
  return text ? parse_duration(*text, {"--ttl"}) : desired.ttl;
}

std::vector<std::string> asked_cidrs(const Invocation& line, House& house, InfraSite& infra,
                                     bool always) {
  std::vector<std::string> cidrs;
  for (const std::string& text : line.all("--cidr"))
    cidrs.push_back(cloud::check_cidr(text, line.flag("--to-the-whole-internet")));
  const cloud::Desired& desired = infra.site().desired;
  if (cidrs.empty() && (always || desired.publicly_accessible))
    cidrs.push_back(
        cloud::ask_caller_cidr(infra.access().http(), desired.address_url, house.stop()));
  return cidrs;
}

void give_back_what_is_over(House& house) {
  if (!house.has_project()) return;
  try {
    const auto holding =
        cloud::find_lease_that_is_over(house.project_folder() / ".darties", house.clock());
    if (!holding) return;
    house.say(fmt::format("the lease of {} ended at {}: giving it back", holding->cluster,
                          aws::to_iso_time(*holding->lease_end)));
    InfraSite infra(house, InfraSite::Names::kHeld, house.stop());
    const RunLock lock = infra.lock();
    const bool gone = cloud::give_back(infra.site(), {.wait = false});
    if (!gone) house.say("it is being deleted; the next command goes on, or `darties infra down`");
  } catch (const Error& error) {
    house.say(
        fmt::format("warning: what the lease held could not be given back: {}; run "
                    "`darties infra down`",
                    error.what()));
  }
}

}  // namespace darties::cli
