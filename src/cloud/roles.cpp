#include "cloud/roles.h"

namespace darties::cloud {
namespace {

constexpr std::string_view kTrust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["redshift.amazonaws.com","redshift-serverless.amazonaws.com"]},"Action":"sts:AssumeRole"}]})";

Thing read_role(const XmlNode& role) {
  return {.kind = "role",
          .name = role.text("RoleName"),
          .identity = role.text("RoleId"),
          .arn = role.text("Arn"),
          .tags = read_tags(role.at("Tags"))};
}

std::optional<Thing> look_for_role(Account& account, const std::string& name) {
  const auto answer = account.ask("iam", "GetRole", {{"RoleName", name}}, {"NoSuchEntity"});
  if (answer.refusal) return std::nullopt;
  return read_role(answer.result.at("Role"));
}

/// The texts below `list` of a call that answers in pages.
std::vector<XmlNode> all_pages(Account& account, std::string_view action,
                               aws::QueryParameters parameters, std::string_view list) {
  std::vector<XmlNode> found;
  for (std::string marker;;) {
    aws::QueryParameters page = parameters;
    if (!marker.empty()) page.emplace_back("Marker", marker);
    const auto answer = account.ask("iam", action, page, {"NoSuchEntity"});
    if (answer.refusal) return found;
    for (const XmlNode& item : answer.result.at(list).children("member")) found.push_back(item);
    if (answer.result.text("IsTruncated") != "true") return found;
    marker = answer.result.text("Marker");
  }
}

void take_policies_off(Account& account, const std::string& name) {
  for (const XmlNode& policy :
       all_pages(account, "ListAttachedRolePolicies", {{"RoleName", name}}, "AttachedPolicies")) {
    account.change({"iam", "DetachRolePolicy", name},
                   {{"RoleName", name}, {"PolicyArn", policy.text("PolicyArn")}}, {"NoSuchEntity"});
  }
  for (const XmlNode& policy :
       all_pages(account, "ListRolePolicies", {{"RoleName", name}}, "PolicyNames")) {
    account.change({"iam", "DeleteRolePolicy", name},
                   {{"RoleName", name}, {"PolicyName", policy.text()}}, {"NoSuchEntity"});
  }
}

}  // namespace

std::optional<Thing> find_role(Account& account, const std::string& name) {
  std::optional<Thing> role = look_for_role(account, name);
  if (role || !account.may_be_unseen("iam:CreateRole", name)) return role;
  account.wait(account.patience().settle, [&] {
    role = look_for_role(account, name);
    return role || !account.may_be_unseen("iam:CreateRole", name);
  });
  return role;
}

std::vector<Thing> list_roles(Account& account) {
  std::vector<Thing> roles;
  for (const XmlNode& found :
       all_pages(account, "ListRoles", {{"PathPrefix", std::string(kRolePath)}}, "Roles")) {
    Thing role = read_role(found);
    for (const XmlNode& tag :
         all_pages(account, "ListRoleTags", {{"RoleName", role.name}}, "Tags")) {
      role.tags.insert_or_assign(tag.text("Key"), tag.text("Value"));
    }
    roles.push_back(std::move(role));
  }
  return roles;
}

Thing create_role(Account& account, const std::string& name, const Tags& tags) {
  aws::QueryParameters parameters = {{"RoleName", name},
                                     {"Path", std::string(kRolePath)},
                                     {"Description", "Lets Redshift read what darties loads"},
                                     {"AssumeRolePolicyDocument", std::string(kTrust)}};
  append_tags(parameters, "Tags.member", tags);
  const auto answer = account.change({"iam", "CreateRole", name}, parameters,
                                     {"EntityAlreadyExists", "LimitExceeded"});
  if (answer.refusal && answer.refusal->code == "LimitExceeded") {
    throw Error(ErrorKind::kInvalid,
                "no further role fits into this account: {}; delete one, or "
                "have the quota raised (Service Quotas, IAM)",
                answer.refusal->message);
  }
  std::optional<Thing> role;
  if (!answer.refusal) role = read_role(answer.result.at("Role"));
  if (role) role->tags = tags;
  if (!role)
    account.wait(account.patience().settle, [&] {
      role = look_for_role(account, name);
      return role.has_value();
    });
  if (role) return *role;
  throw Error(ErrorKind::kUnavailable,
              "role {} exists, as IAM says, but does not show itself: "
              "run the command again in a minute",
              name);
}

void attach_policy(Account& account, const std::string& role, const std::string& policy_arn) {
  const aws::QueryParameters parameters = {{"RoleName", role}, {"PolicyArn", policy_arn}};
  bool absent = false;
  const bool attached = account.wait(account.patience().settle, [&] {
    const auto answer =
        account.change({"iam", "AttachRolePolicy", role}, parameters, {"NoSuchEntity"});
    absent = answer.refusal.has_value();
    return !absent;
  });
  if (attached) return;
  throw Error(ErrorKind::kNotFound,
              "role {} or policy {} does not exist, as IAM says: is the ARN "
              "in infra.role_policies right?",
              role, policy_arn);
}

void tag_role(Account& account, const Thing& role, const Tags& tags) {
  aws::QueryParameters parameters = {{"RoleName", role.name}};
  append_tags(parameters, "Tags.member", tags);
  account.change({"iam", "TagRole", role.name}, parameters);
}

void delete_role(Account& account, const std::string& name) {
  const bool gone = account.wait(account.patience().settle, [&] {
    take_policies_off(account, name);
    const auto answer = account.change({"iam", "DeleteRole", name}, {{"RoleName", name}},
                                       {"NoSuchEntity", "DeleteConflict"});
    return !answer.refusal || answer.refusal->code == "NoSuchEntity";
  });
  if (gone) return;
  throw Error(ErrorKind::kUnavailable,
              "role {} can not be deleted: something is still attached to "
              "it (an instance profile?); take it off, then run again",
              name);
}

}  // namespace darties::cloud
