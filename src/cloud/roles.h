#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud/account.h"

namespace darties::cloud {

/// Where in IAM our roles lie: a policy can name them all.
inline constexpr std::string_view kRolePath = "/darties/";

/// The role of this name, anybody's. One that was just made is looked for until it is seen.
std::optional<Thing> find_role(Account& account, const std::string& name);
/// All roles below kRolePath, with their tags.
std::vector<Thing> list_roles(Account& account);

/// Makes a role that Redshift may assume, and gives it back. One that appeared meanwhile is returned as it is.
Thing create_role(Account& account, const std::string& name, const Tags& tags);
void attach_policy(Account& account, const std::string& role, const std::string& policy_arn);
void tag_role(Account& account, const Thing& role, const Tags& tags);
/// Takes its policies off and deletes it; one that is gone is no error.
void delete_role(Account& account, const std::string& name);

}  // namespace darties::cloud
