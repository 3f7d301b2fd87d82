// `infra plan`, `infra status`: what stands, what will be made, what it costs. Nothing is changed.
#include <fmt/format.h>

#include "base/aws/iso_time.h"
#include "base/text.h"
#include "cli/infra_site.h"
#include "cloud/cluster_refusals.h"
#include "cloud/prices.h"

namespace darties::cli {
namespace {

using cloud::Thing;

constexpr CommandExample kPlanExamples[] = {
    {.line = "darties infra plan", .what = "What `infra up` would make, and what it costs."},
};
constexpr CommandExample kStatusExamples[] = {
    {.line = "darties infra status", .what = "What this project holds, and until when."},
};
constexpr std::string_view kPlanDetails =
    R"(Looks at the account and changes nothing. Sizes and names come from section `[DWH]` of `dwh.cfg` (`DWH_CLUSTER_TYPE`, `DWH_NUM_NODES`,
`DWH_NODE_TYPE`, `DWH_IAM_ROLE_NAME`, `DWH_CLUSTER_IDENTIFIER`, `DWH_DB`, `DWH_DB_USER`, `DWH_PORT`) and from `infra.*` of `darties.yml`. Prices are list
prices of a dated table in darties; the bill has the last word.)";

class Report {
 public:
  explicit Report(House& house)
      : table_(house.table({{"part"}, {"name"}, {"state"}, {"detail"}})) {}
  void row(std::string_view part, const std::string& name, const std::string& state,
           const std::string& detail) {
    table_->row({std::string(part), name.empty() ? Value() : Value(name), state,
                 detail.empty() ? Value() : Value(detail)});
  }
  void finish() { table_->finish(); }

 private:
  std::unique_ptr<TableWriter> table_;
};

/// "ours", "will be made", "someone else's".
std::string state_of(cloud::Site& site, const Thing* thing, std::string_view absent) {
  if (thing == nullptr) return std::string(absent);
  return cloud::is_ours(site, *thing) ? "ours" : "someone else's";
}

std::string roles_text(const cloud::Cluster& cluster) {
  std::string text;
  for (const auto& [arn, state] : cluster.role_states) text += fmt::format(", role {}", state);
  return text;
}

std::string cluster_detail(const cloud::Cluster& cluster) {
  const std::string host =
      cluster.host.empty() ? "no endpoint yet" : fmt::format("{}:{}", cluster.host, cluster.port);
  return fmt::format("{}, {}{}{}", cluster.status, host,
                     cluster.publicly_accessible ? ", public address" : "", roles_text(cluster));
}

void show(Report& report, cloud::Site& site, std::string_view absent) {
  const cloud::Standing standing = cloud::look(site);
  const cloud::Desired& desired = site.desired;
  report.row("role", desired.role,
             state_of(site, standing.role ? &*standing.role : nullptr, absent),
             standing.role ? standing.role->arn : join(desired.role_policies, ", "));
  const auto& group = standing.group;
  report.row(
      "security group", desired.security_group,
      state_of(site, group ? &group->thing : nullptr, absent),
      group ? (group->cidrs.empty() ? "closed" : "open to " + join(group->cidrs, ", ")) : "");
  const auto& cluster = standing.cluster;
  report.row(to_string(desired.kind), desired.cluster,
             state_of(site, cluster ? &cluster->thing : nullptr, absent),
             cluster ? cluster_detail(*cluster) : cloud::size_text(desired));
}

int plan(const Invocation&, House& house) {
  InfraSite infra(house, InfraSite::Names::kAsked, house.stop());
  cloud::Site& site = infra.site();
  Report report(house);
  show(report, site, "will be made");
  report.row("price", "", "while it is up", cloud::price_text(site.desired, site.account.region()));
  report.finish();
  house.suggest_next("darties infra up --ttl 2h");
  return 0;
}

std::string lease_text(const cloud::Holding& holding, Clock::TimePoint now) {
  if (!holding.lease_end) return "without an end: `darties infra down` gives it back";
  const bool over = *holding.lease_end <= now;
  return fmt::format("{} {}", over ? "over since" : "until", aws::to_iso_time(*holding.lease_end));
}

void show_unfinished_calls(Report& report, cloud::Journal& journal) {
  constexpr int kNewest = 50;
  for (const cloud::JournalCall& call : journal.calls(kNewest)) {
    if (call.state == "begun")
      report.row("call", call.target, "answer unknown",
                 fmt::format("{} at {}", call.action, aws::to_iso_time(call.at)));
  }
}

int status(const Invocation&, House& house) {
  InfraSite infra(house, InfraSite::Names::kHeld, house.stop());
  cloud::Site& site = infra.site();
  Report report(house);
  show(report, site, "absent");
  if (const auto& holding = infra.holding()) {
    report.row("lease", "", "held", lease_text(*holding, house.clock().now()));
    report.row("price", "", "while it is up",
               cloud::price_text(site.desired, site.account.region()));
    show_unfinished_calls(report, site.account.journal());
  }
  report.finish();
  return 0;
}

}  // namespace

extern const Command infra_plan_command{
    .name = "infra plan",
    .group = "Cloud",
    .summary = "Shows what `infra up` would make in the account, and what it costs.",
    .details = kPlanDetails,
    .examples = kPlanExamples,
    .prints_rows = true,
    .run = plan};

extern const Command infra_status_command{
    .name = "infra status",
    .group = "Cloud",
    .summary = "Shows the project's cluster, who may reach it, and when its lease ends.",
    .examples = kStatusExamples,
    .prints_rows = true,
    .run = status};

}  // namespace darties::cli
