#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/aws/access.h"
#include "cli/command.h"
#include "cli/house.h"
#include "cloud/site.h"
#include "pipeline/run_lock.h"

namespace darties::cli {

/// Options that the commands share which open the port on their way.
inline constexpr CommandOption kCidrOption{
    .name = "--cidr",
    .value = "RANGE",
    .help =
        "Opens the port for these addresses; else for the caller's where the cluster is public.",
    .repeatable = true};
inline constexpr CommandOption kWholeInternetOption{
    .name = "--to-the-whole-internet", .help = "Allows --cidr 0.0.0.0/0 and the like."};

/// Everything an `infra` command works with, built of the project's settings.
class InfraSite {
 public:
  enum class Names {
    kAsked,  ///< as dwh.cfg says now
    kHeld,   ///< as they were when the cluster was taken, where one was
    kAnyone  ///< of the whole account: no project is needed
  };
  /// `stop`: what ends waiting; empty for what must be finished.
  InfraSite(House& house, Names names, std::stop_token stop);

  cloud::Site& site() { return *site_; }
  cloud::Account& account() { return *account_; }
  aws::Access& access() { return *access_; }
  const std::optional<cloud::Holding>& holding() const { return holding_; }
  /// Keeps other commands of this project from changing the cluster at the same time.
  RunLock lock() const;

 private:
  std::filesystem::path state_folder_;
  std::shared_ptr<aws::Access> access_;  // the house's
  cloud::Journal journal_;
  std::optional<cloud::Holding> holding_;
  std::unique_ptr<cloud::Account> account_;
  std::unique_ptr<cloud::ClusterService> clusters_;
  std::unique_ptr<cloud::Site> site_;
};

/// The lease that --ttl or infra.ttl asks for.
std::optional<Clock::Duration> asked_ttl(const Invocation& line, const cloud::Desired& desired);
/// Who shall come in: --cidr, else the caller where the cluster is public or `always`.
std::vector<std::string> asked_cidrs(const Invocation& line, House& house, InfraSite& infra,
                                     bool always);

/// Gives back what the project holds beyond its lease. Says what it does; a failure is said and is no error, since the
/// command that was typed has nothing to do with it.
void give_back_what_is_over(House& house);

}  // namespace darties::cli
