#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud/account.h"

namespace darties::cloud {

/// A security group and who may come in through it.
struct SecurityGroup {
  Thing thing;  ///< identity is the group's id
  std::string vpc;
  std::vector<std::string> cidrs;  ///< of all rules
};

/// The default VPC of the region. Throws kNotFound, saying what to set, when there is none.
std::string default_vpc(Account& account);

/// The group of this name in any VPC that has our tags, else anybody's; one that was just made is looked for.
std::optional<SecurityGroup> find_security_group(Account& account, const std::string& name);
/// Every group with a project's tag.
std::vector<SecurityGroup> list_security_groups(Account& account);

SecurityGroup create_security_group(Account& account, const std::string& name,
                                    const std::string& vpc, const Tags& tags);
void tag_security_group(Account& account, const SecurityGroup& group, const Tags& tags);
/// Waits while a cluster that goes still uses it. One that is gone is no error.
void delete_security_group(Account& account, const SecurityGroup& group);

/// Lets an address range in on a port; one that may come in already is no error.
void open_port(Account& account, const SecurityGroup& group, int port, const std::string& cidr);
void close_port(Account& account, const SecurityGroup& group, int port, const std::string& cidr);

}  // namespace darties::cloud
