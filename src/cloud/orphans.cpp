#include "cloud/orphans.h"

#include <algorithm>
#include <functional>

#include "cloud/give_back.h"
#include "cloud/roles.h"

namespace darties::cloud {
namespace {

std::vector<Cluster> survey_serverless(Account& account, std::string& not_looked_at) {
  try {
    return make_serverless_clusters(account)->list();
  } catch (const Error& error) {  // not every region has it, nor every stand-in for AWS
    if (error.kind() == ErrorKind::kCancelled || error.kind() == ErrorKind::kBug) throw;
    not_looked_at = "Redshift Serverless: " + error.message();
    return {};
  }
}

}  // namespace

std::vector<Thing> Estate::things() const {
  std::vector<Thing> things;
  for (const auto* clusters : {&provisioned, &serverless})
    for (const Cluster& cluster : *clusters) things.push_back(cluster.thing);
  for (const SecurityGroup& group : groups) things.push_back(group.thing);
  things.insert(things.end(), roles.begin(), roles.end());
  return things;
}

Estate survey(Account& account) {
  Estate estate;
  estate.provisioned = make_provisioned_clusters(account)->list();
  estate.serverless = survey_serverless(account, estate.not_looked_at);
  estate.groups = list_security_groups(account);
  for (Thing& role : list_roles(account)) {
    if (!project_of(role.tags).empty()) estate.roles.push_back(std::move(role));
  }
  return estate;
}

bool is_over(const Thing& thing, Clock::TimePoint now) {
  const auto end = lease_end_of(thing.tags);
  return end && *end <= now;
}

Estate choose_orphans(const Estate& estate, Clock::TimePoint now, const std::string& project) {
  const auto chosen = [&](const Thing& thing) {
    return project.empty() ? is_over(thing, now) : project_of(thing.tags) == project;
  };
  Estate orphans = estate;
  std::erase_if(orphans.provisioned, [&](const Cluster& each) { return !chosen(each.thing); });
  std::erase_if(orphans.serverless, [&](const Cluster& each) { return !chosen(each.thing); });
  std::erase_if(orphans.groups, [&](const SecurityGroup& each) { return !chosen(each.thing); });
  std::erase_if(orphans.roles, [&](const Thing& each) { return !chosen(each); });
  return orphans;
}

void delete_estate(Account& account, const Estate& estate) {
  const auto provisioned = make_provisioned_clusters(account);
  const auto serverless = make_serverless_clusters(account);
  const auto clear = [&](const std::vector<Cluster>& clusters, ClusterService& service, bool wait) {
    for (const Cluster& cluster : clusters) {
      if (!wait) account.say("deleting the cluster " + cluster.thing.name);
      delete_cluster(account, service, cluster.thing.name, {.wait = wait});
    }
  };
  for (const bool wait : {false, true}) {  // all begin to go before the first is waited for
    clear(estate.provisioned, *provisioned, wait);
    clear(estate.serverless, *serverless, wait);
  }
  for (const SecurityGroup& group : estate.groups) {
    account.say("deleting the security group " + group.thing.name);
    delete_security_group(account, group);
  }
  for (const Thing& role : estate.roles) {
    account.say("deleting the role " + role.name);
    delete_role(account, role.name);
  }
}

}  // namespace darties::cloud
