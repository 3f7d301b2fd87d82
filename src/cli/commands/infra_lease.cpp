// `infra renew`, `infra policy`.
#include <fmt/format.h>

#include <ostream>

#include "base/aws/iso_time.h"
#include "cli/infra_site.h"
#include "cloud/lease.h"
#include "cloud/permissions.h"

namespace darties::cli {
namespace {

constexpr CommandOption kRenewOptions[] = {
    {.name = "--ttl", .value = "TIME", .help = "From now on, such as 2h.", .required = true},
};
constexpr CommandExample kRenewExamples[] = {
    {.line = "darties infra renew --ttl 4h", .what = "The lease ends in four hours."},
};
constexpr CommandExample kPolicyExamples[] = {
    {.line = "darties infra policy > darties-policy.json",
     .what = "What an administrator has to allow."},
};

int renew(const Invocation& line, House& house) {
  InfraSite infra(house, InfraSite::Names::kHeld, house.stop());
  const auto end = house.clock().now() + *asked_ttl(line, infra.site().desired);
  if (!house.options().dry_run) {
    const RunLock lock = infra.lock();
    cloud::renew_lease(infra.site(), end);
  }
  house.say(fmt::format("the lease of {} {} at {}", infra.site().desired.cluster,
                        house.options().dry_run ? "would end" : "ends", aws::to_iso_time(end)));
  return 0;
}

int policy(const Invocation&, House& house) {
  const cloud::Desired desired = cloud::read_desired(house.config());
  house.out() << cloud::smallest_policy(desired, house.config().text("aws.region", "*")) << '\n';
  return 0;
}

}  // namespace

extern const Command infra_renew_command{.name = "infra renew",
                                         .group = "Cloud",
                                         .summary = "Moves the end of the lease.",
                                         .options = kRenewOptions,
                                         .examples = kRenewExamples,
                                         .changes_something = true,
                                         .run = renew};

extern const Command infra_policy_command{
    .name = "infra policy",
    .group = "Cloud",
    .summary = "Prints the smallest IAM policy that `infra` needs, as JSON.",
    .examples = kPolicyExamples,
    .run = policy};

}  // namespace darties::cli
