#include "cloud/permissions.h"

#include <nlohmann/json.hpp>

#include "cloud/roles.h"
#include "cloud/tags.h"

namespace darties::cloud {
namespace {

using Json = nlohmann::ordered_json;

Json statement(const char* name, std::vector<std::string> actions, Json resources) {
  return {{"Sid", name}, {"Effect", "Allow"}, {"Action", actions}, {"Resource", resources}};
}

Json of_role(const Desired& desired) {
  return statement("RoleOfTheCluster",
                   {"iam:CreateRole", "iam:GetRole", "iam:TagRole", "iam:AttachRolePolicy",
                    "iam:ListAttachedRolePolicies", "iam:DetachRolePolicy", "iam:ListRolePolicies",
                    "iam:DeleteRolePolicy", "iam:DeleteRole", "iam:ListRoleTags"},
                   {fmt::format("arn:aws:iam::*:role{}*", kRolePath),
                    fmt::format("arn:aws:iam::*:role/{}", desired.role)});
}

Json of_passing_the_role() {
  Json passing = statement("HandTheRoleToTheCluster", {"iam:PassRole"},
                           fmt::format("arn:aws:iam::*:role{}*", kRolePath));
  passing["Condition"] = {
      {"StringEquals",
       {{"iam:PassedToService", {"redshift.amazonaws.com", "redshift-serverless.amazonaws.com"}}}}};
  return passing;
}

Json of_first_cluster() {
  return statement("FirstClusterOfTheAccount", {"iam:CreateServiceLinkedRole"},
                   "arn:aws:iam::*:role/aws-service-role/redshift.amazonaws.com/*");
}

Json of_changing_groups() {
  Json changing = statement("SecurityGroupOfTheCluster",
                            {"ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress",
                             "ec2:DeleteSecurityGroup"},
                            "arn:aws:ec2:*:*:security-group/*");
  changing["Condition"] = {{"StringLike", {{fmt::format("aws:ResourceTag/{}", kProjectTag), "*"}}}};
  return changing;
}

Json of_cluster(const Desired& desired, std::string_view region) {
  if (desired.kind == ClusterKind::kServerless) {
    return statement("TheCluster",
                     {"redshift-serverless:CreateNamespace", "redshift-serverless:UpdateNamespace",
                      "redshift-serverless:DeleteNamespace", "redshift-serverless:CreateWorkgroup",
                      "redshift-serverless:DeleteWorkgroup", "redshift-serverless:TagResource"},
                     fmt::format("arn:aws:redshift-serverless:{}:*:*", region));
  }
  return statement("TheCluster",
                   {"redshift:CreateCluster", "redshift:DeleteCluster", "redshift:PauseCluster",
                    "redshift:ResumeCluster", "redshift:ModifyClusterIamRoles",
                    "redshift:CreateTags", "redshift:CreateClusterSnapshot"},
                   {fmt::format("arn:aws:redshift:{}:*:cluster:{}", region, desired.cluster),
                    fmt::format("arn:aws:redshift:{}:*:snapshot:{}/*", region, desired.cluster)});
}

Json of_looking() {
  return statement("LookingAndOrphans",
                   {"iam:ListRoles", "ec2:DescribeVpcs", "ec2:DescribeSecurityGroups",
                    "ec2:CreateSecurityGroup", "ec2:CreateTags", "redshift:DescribeClusters",
                    "redshift-serverless:ListNamespaces", "redshift-serverless:GetNamespace",
                    "redshift-serverless:GetWorkgroup", "redshift-serverless:ListTagsForResource"},
                   "*");
}

Json of_managed_password() {
  return statement("PasswordThatAwsKeeps",
                   {"secretsmanager:CreateSecret", "secretsmanager:DescribeSecret",
                    "secretsmanager:RotateSecret", "secretsmanager:TagResource",
                    "secretsmanager:UpdateSecret", "secretsmanager:DeleteSecret"},
                   "arn:aws:secretsmanager:*:*:secret:redshift!*");
}

}  // namespace

std::string smallest_policy(const Desired& desired, std::string_view region) {
  Json statements = {of_role(desired),     of_passing_the_role(),       of_first_cluster(),
                     of_changing_groups(), of_cluster(desired, region), of_looking()};
  if (desired.managed_password) statements.push_back(of_managed_password());
  return Json{{"Version", "2012-10-17"}, {"Statement", statements}}.dump(2);
}

}  // namespace darties::cloud
