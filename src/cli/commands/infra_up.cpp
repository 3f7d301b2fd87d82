#include <fmt/format.h>

#include "cli/infra_site.h"
#include "cloud/bring_up.h"
#include "cloud/cluster_refusals.h"
#include "cloud/database_password.h"
#include "cloud/prices.h"

namespace darties::cli {
namespace {

constexpr CommandOption kOptions[] = {
    {.name = "--ttl",
     .value = "TIME",
     .help = "A lease: given back after so long, such as 2h, by the next darties command of this "
             "project or `infra orphans` anywhere."},
    kCidrOption,
    kWholeInternetOption,
};
constexpr CommandExample kExamples[] = {
    {.line = "darties infra up --ttl 2h", .what = "Takes the cluster of dwh.cfg for two hours."},
    {.line = "darties infra up --ttl 2h --set infra.public=true",
     .what = "With a public address, reachable from here alone."},
    {.line = "darties infra up --dry-run", .what = "Says what would be made."},
};
constexpr std::string_view kDetails =
    R"(Makes what is missing, in this order: IAM role, its policies, a security group of its own, the cluster; waits until it is available
and may use the role; opens the port; writes `DWH_ENDPOINT` and `DWH_ROLE_ARN` into `dwh.cfg`. Every call is written into `.darties/infra.db` before
and after it is made: killed anywhere, the same command goes on where it was, and `infra down` takes away whatever there is.

Everything carries the tags `darties:project`, `darties:owner` and, with a lease, `darties:lease-end`. A role, group or cluster of the same
name without them belongs to someone else and is neither changed nor deleted.

The cluster is encrypted. It has a public address only with `infra.public: true`. The database password is `DWH_DB_PASSWORD` of `dwh.cfg`; without one it
is generated and kept in `.darties/database_password` (mode 0600), or by AWS Secrets Manager with `infra.login_kept_by: secrets_manager`.)";

int run(const Invocation& line, House& house) {
  InfraSite infra(house, InfraSite::Names::kAsked, house.stop());
  cloud::Site& site = infra.site();
  const cloud::UpRequest request{.cidrs = asked_cidrs(line, house, infra, false),
                                 .ttl = asked_ttl(line, site.desired)};
  const std::string price = cloud::price_text(site.desired, site.account.region());
  if (house.options().dry_run) {
    house.say(fmt::format("would take {} as {} in {}: {}", cloud::size_text(site.desired),
                          site.desired.cluster, site.account.region(), price));
    return 0;
  }
  const RunLock lock = infra.lock();
  const cloud::Cluster cluster = cloud::bring_up(site, request);
  const auto table = house.table({{"endpoint"}, {"database"}, {"user"}, {"price"}});
  table->row({fmt::format("{}:{}", cluster.host, cluster.port), site.desired.database,
              site.desired.user, price});
  table->finish();
  house.suggest_next("darties infra down");
  return 0;
}

}  // namespace

extern const Command infra_up_command{
    .name = "infra up",
    .group = "Cloud",
    .summary = "Takes a Redshift cluster: role, security group, cluster, port, dwh.cfg.",
    .details = kDetails,
    .options = kOptions,
    .examples = kExamples,
    .changes_something = true,
    .prints_rows = true,
    .run = run};

}  // namespace darties::cli
