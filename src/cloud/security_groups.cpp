#include "cloud/security_groups.h"

#include <algorithm>

namespace darties::cloud {
namespace {

constexpr std::string_view kCreate = "ec2:CreateSecurityGroup";

SecurityGroup read_group(const XmlNode& item) {
  SecurityGroup group;
  group.thing = {.kind = "security group",
                 .name = item.text("groupName"),
                 .identity = item.text("groupId"),
                 .tags = read_tags(item.at("tagSet"))};
  group.vpc = item.text("vpcId");
  for (const XmlNode& permission : item.at("ipPermissions").children("item")) {
    for (const XmlNode& range : permission.at("ipRanges").children("item"))
      group.cidrs.push_back(range.text("cidrIp"));
    for (const XmlNode& range : permission.at("ipv6Ranges").children("item"))
      group.cidrs.push_back(range.text("cidrIpv6"));
  }
  return group;
}

std::vector<SecurityGroup> describe(Account& account, const std::string& filter,
                                    const std::string& value) {
  std::vector<SecurityGroup> groups;
  for (std::string token;;) {
    aws::QueryParameters page = {{"Filter.1.Name", filter}, {"Filter.1.Value.1", value}};
    if (!token.empty()) page.emplace_back("NextToken", token);
    const auto answer = account.ask("ec2", "DescribeSecurityGroups", page);
    for (const XmlNode& item : answer.result.at("securityGroupInfo").children("item"))
      groups.push_back(read_group(item));
    token = answer.result.text("nextToken");
    if (token.empty()) return groups;
  }
}

/// Of groups with the same name in several VPCs, ours.
std::optional<SecurityGroup> look_for_group(Account& account, const std::string& name) {
  const auto groups = describe(account, "group-name", name);
  if (groups.empty()) return std::nullopt;
  const auto ours = std::find_if(groups.begin(), groups.end(), [](const SecurityGroup& group) {
    return !project_of(group.thing.tags).empty();
  });
  return ours == groups.end() ? groups.front() : *ours;
}

aws::QueryParameters rule_of(const SecurityGroup& group, int port, const std::string& cidr) {
  const bool six = cidr.find(':') != std::string::npos;
  return {
      {"GroupId", group.thing.identity},
      {"IpPermissions.1.IpProtocol", "tcp"},
      {"IpPermissions.1.FromPort", fmt::format("{}", port)},
      {"IpPermissions.1.ToPort", fmt::format("{}", port)},
      {six ? "IpPermissions.1.Ipv6Ranges.1.CidrIpv6" : "IpPermissions.1.IpRanges.1.CidrIp", cidr}};
}

}  // namespace

std::string default_vpc(Account& account) {
  const auto answer = account.ask("ec2", "DescribeVpcs",
                                  {{"Filter.1.Name", "is-default"}, {"Filter.1.Value.1", "true"}});
  const std::string vpc = answer.result.text("vpcSet/item/vpcId");
  if (!vpc.empty()) return vpc;
  throw Error(ErrorKind::kNotFound,
              "{} has no default VPC: say where the cluster shall stand, with infra.vpc and "
              "infra.subnet_group in darties.yml",
              account.region());
}

std::optional<SecurityGroup> find_security_group(Account& account, const std::string& name) {
  auto group = look_for_group(account, name);
  if (group || !account.may_be_unseen(kCreate, name)) return group;
  account.wait(account.patience().settle, [&] {
    group = look_for_group(account, name);
    return group || !account.may_be_unseen(kCreate, name);
  });
  return group;
}

std::vector<SecurityGroup> list_security_groups(Account& account) {
  return describe(account, "tag-key", std::string(kProjectTag));
}

SecurityGroup create_security_group(Account& account, const std::string& name,
                                    const std::string& vpc, const Tags& tags) {
  aws::QueryParameters parameters = {{"GroupName", name},
                                     {"GroupDescription", "Who may reach the cluster of darties"},
                                     {"VpcId", vpc},
                                     {"TagSpecification.1.ResourceType", "security-group"}};
  append_tags(parameters, "TagSpecification.1.Tag", tags);
  const auto answer =
      account.change({"ec2", "CreateSecurityGroup", name}, parameters, {"InvalidGroup.Duplicate"});
  std::optional<SecurityGroup> group;
  account.wait(account.patience().settle, [&] {
    group = look_for_group(account, name);
    return group.has_value();
  });
  if (group) return *group;
  throw Error(ErrorKind::kUnavailable,
              "security group {} was made but does not show itself: run "
              "the command again in a minute",
              name);
}

void tag_security_group(Account& account, const SecurityGroup& group, const Tags& tags) {
  aws::QueryParameters parameters = {{"ResourceId.1", group.thing.identity}};
  append_tags(parameters, "Tag", tags);
  account.change({"ec2", "CreateTags", group.thing.name}, parameters);
}

void delete_security_group(Account& account, const SecurityGroup& group) {
  const bool gone = account.wait(account.patience().limit, [&] {
    const auto answer = account.change({"ec2", "DeleteSecurityGroup", group.thing.name},
                                       {{"GroupId", group.thing.identity}},
                                       {"InvalidGroup.NotFound", "DependencyViolation"});
    return !answer.refusal || answer.refusal->code != "DependencyViolation";
  });
  if (gone) return;
  throw Error(ErrorKind::kUnavailable,
              "security group {} ({}) is still used by something that "
              "darties did not make: take it out, then run again",
              group.thing.name, group.thing.identity);
}

void open_port(Account& account, const SecurityGroup& group, int port, const std::string& cidr) {
  const auto answer = account.change(
      {"ec2", "AuthorizeSecurityGroupIngress", group.thing.name}, rule_of(group, port, cidr),
      {"InvalidPermission.Duplicate", "RulesPerSecurityGroupLimitExceeded"});
  if (!answer.refusal || answer.refusal->code == "InvalidPermission.Duplicate") return;
  throw Error(ErrorKind::kInvalid,
              "security group {} takes no further rule: close some with "
              "`darties infra close`",
              group.thing.name);
}

void close_port(Account& account, const SecurityGroup& group, int port, const std::string& cidr) {
  account.change({"ec2", "RevokeSecurityGroupIngress", group.thing.name},
                 rule_of(group, port, cidr), {"InvalidPermission.NotFound"});
}

}  // namespace darties::cloud
