#include <fmt/format.h>

#include "base/aws/iso_time.h"
#include "cli/infra_site.h"
#include "cloud/orphans.h"

namespace darties::cli {
namespace {

constexpr CommandOption kOptions[] = {
    {.name = "--delete", .help = "Deletes what is over."},
    {.name = "--of-project",
     .value = "NAME",
     .help = "With --delete: all that this project has in the account, lease or none."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties infra orphans", .what = "All that darties made in this account and region."},
    {.line = "darties infra orphans --delete", .what = "Deletes what is beyond its lease."},
    {.line = "darties infra orphans --delete --of-project sparkify",
     .what = "Deletes all of one project, data included."},
};
constexpr std::string_view kDetails =
    R"(Finds by their tags the clusters, security groups and roles that darties made, for any project and from any machine: no project folder and no journal
is needed. Roles are those of the account; clusters and groups those of one region (`aws.region`): ask for each region you use.

`--delete` removes those whose lease is over, without a final snapshot. What has no lease stays, unless its project is named.)";

std::string lease_text(const cloud::Thing& thing, Clock::TimePoint now) {
  const auto end = cloud::lease_end_of(thing.tags);
  if (!end) return "none";
  return fmt::format("{} {}", *end <= now ? "over since" : "until", aws::to_iso_time(*end));
}

void show(const cloud::Estate& estate, House& house) {
  const auto table = house.table({{"kind"}, {"name"}, {"project"}, {"owner"}, {"lease"}});
  for (const cloud::Thing& thing : estate.things()) {
    const auto owner = thing.tags.find(std::string(cloud::kOwnerTag));
    table->row({thing.kind, thing.name, cloud::project_of(thing.tags),
                owner == thing.tags.end() ? Value() : Value(owner->second),
                lease_text(thing, house.clock().now())});
  }
  table->finish();
  if (!estate.not_looked_at.empty()) house.say("warning: not looked at: " + estate.not_looked_at);
}

int run(const Invocation& line, House& house) {
  InfraSite infra(house, InfraSite::Names::kAnyone, house.stop());
  const std::string project = line.text("--of-project");
  const cloud::Estate estate = cloud::survey(infra.account());
  const bool removes = line.flag("--delete");
  const cloud::Estate orphans =
      cloud::choose_orphans(estate, house.clock().now(), removes ? project : "");
  show(removes ? orphans : estate, house);
  const std::size_t count = orphans.things().size();
  if (!removes) {
    if (count > 0) house.suggest_next("darties infra orphans --delete");
    return 0;
  }
  if (house.options().dry_run) {
    house.say(fmt::format("would delete {}", count));
    return 0;
  }
  cloud::delete_estate(infra.account(), orphans);
  house.say(
      fmt::format("deleted {} of {} that carry darties' tags", count, estate.things().size()));
  return 0;
}

}  // namespace

extern const Command infra_orphans_command{
    .name = "infra orphans",
    .group = "Cloud",
    .summary =
        "Finds what darties left in the account, from any machine, and deletes what is over.",
    .details = kDetails,
    .options = kOptions,
    .examples = kExamples,
    .changes_something = true,
    .prints_rows = true,
    .run = run};

}  // namespace darties::cli
