#include "cloud/cluster_refusals.h"

#include "base/text.h"

namespace darties::cloud {
namespace {

bool mentions(std::string_view text, std::string_view word) {
  return lower_ascii(text).find(word) != std::string::npos;
}

}  // namespace

bool is_role_unknown_yet(const aws::ServiceError& refusal) {
  const bool parameter =
      refusal.code.starts_with("Invalid") || refusal.code == "ValidationException";
  const bool role =
      mentions(refusal.message, "role") &&
      (mentions(refusal.message, "not valid") || mentions(refusal.message, "invalid") ||
       mentions(refusal.message, "assume") || mentions(refusal.message, "not exist"));
  return parameter && role;
}

std::string size_text(const Desired& desired) {
  if (desired.kind == ClusterKind::kServerless) return fmt::format("{} RPU", desired.base_capacity);
  return fmt::format("{} x {}", desired.nodes, desired.node_type);
}

void refuse_cluster(const aws::ServiceError& refusal, std::string_view cluster,
                    std::string_view size, std::string_view region) {
  const std::string& code = refusal.code;
  if (mentions(code, "quota") || mentions(code, "limitexceeded")) {
    throw Error(ErrorKind::kInvalid,
                "the account's quota does not allow {} more in {} ({}: {}): have it raised in "
                "Service Quotas, or ask for less",
                size, region, code, refusal.message);
  }
  if (mentions(code, "capacity")) {
    throw Error(ErrorKind::kUnavailable,
                "AWS has no capacity for {} in {} now: try again in some minutes, or take another "
                "DWH_NODE_TYPE or aws.region",
                size, region);
  }
  if (mentions(code, "alreadyexists") || code == "ConflictException") {
    throw Error(ErrorKind::kInvalid,
                "{} is taken by someone else in this account and region: choose another "
                "DWH_CLUSTER_IDENTIFIER in dwh.cfg",
                cluster);
  }
  if (mentions(code, "subnet") || mentions(code, "vpc")) {
    throw Error(ErrorKind::kInvalid,
                "the network does not suit a cluster ({}: {}): look at "
                "infra.vpc and infra.subnet_group in darties.yml",
                code, refusal.message);
  }
  throw aws::to_error(refusal, fmt::format("asking for {} as {}", size, cluster));
}

}  // namespace darties::cloud
