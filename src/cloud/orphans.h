#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud/clusters.h"
#include "cloud/security_groups.h"

namespace darties::cloud {

/// Everything in one region of an account, and IAM, that darties made for any project.
struct Estate {
  std::vector<Cluster> provisioned;
  std::vector<Cluster> serverless;
  std::vector<SecurityGroup> groups;
  std::vector<Thing> roles;
  std::string not_looked_at;  ///< what could not be asked for, and why; empty: all was

  /// All of it, the most expensive first.
  std::vector<Thing> things() const;
};

/// From any machine: by tags alone, without a project's journal.
Estate survey(Account& account);

/// Whether a thing's lease is over.
bool is_over(const Thing& thing, Clock::TimePoint now);

/// What of an estate to delete: whose lease is over, or, when `project` is given, all of that project.
Estate choose_orphans(const Estate& estate, Clock::TimePoint now, const std::string& project);

/// Deletes clusters, waits until they are gone, then security groups and roles.
void delete_estate(Account& account, const Estate& estate);

}  // namespace darties::cloud
