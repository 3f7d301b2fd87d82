#include "cloud/cluster_refusals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace darties::cloud {
namespace {

using ::testing::HasSubstr;

Error refusal_of(const std::string& code) {
  try {
    refuse_cluster({.status = 400, .code = code, .message = "theirs"}, "dwh", "4 x dc2.large",
                   "eu-west-3");
  } catch (const Error& error) {
    return error;
  }
}

TEST(ClusterRefusals, EachHaveAnEndOfTheirOwn) {
  const struct {
    const char* code;
    ErrorKind kind;
    const char* text;
  } kTable[] = {
      {"ClusterQuotaExceeded", ErrorKind::kInvalid,
       "quota does not allow 4 x dc2.large more in eu-west-3"},
      {"NumberOfNodesQuotaExceeded", ErrorKind::kInvalid, "Service Quotas"},
      {"ServiceQuotaExceededException", ErrorKind::kInvalid, "Service Quotas"},
      {"InsufficientClusterCapacity", ErrorKind::kUnavailable, "no capacity for 4 x dc2.large"},
      {"InsufficientCapacityException", ErrorKind::kUnavailable, "another DWH_NODE_TYPE"},
      {"ClusterAlreadyExists", ErrorKind::kInvalid, "taken by someone else"},
      {"ConflictException", ErrorKind::kInvalid, "taken by someone else"},
      {"InvalidVPCNetworkStateFault", ErrorKind::kInvalid, "infra.subnet_group"},
      {"InvalidParameterValue", ErrorKind::kInvalid, "theirs"},
  };
  for (const auto& row : kTable) {
    const Error error = refusal_of(row.code);
    EXPECT_EQ(error.kind(), row.kind) << row.code;
    EXPECT_THAT(error.what(), HasSubstr(row.text)) << row.code;
  }
}

TEST(ClusterRefusals, OfARoleMadeSecondsAgoAreTriedAgain) {
  const auto unknown = [](const char* code, const char* message) {
    return is_role_unknown_yet({.status = 400, .code = code, .message = message});
  };
  EXPECT_TRUE(unknown("InvalidParameterValue", "The IAM role arn:aws:iam::1:role/r is not valid."));
  EXPECT_TRUE(
      unknown("ValidationException", "Not authorized to assume IAM role arn:aws:iam::1:role/r"));
  EXPECT_FALSE(unknown("InvalidParameterValue", "The parameter DBName is not valid."));
  EXPECT_FALSE(unknown("AccessDenied", "User is not allowed to assume role r"));
}

}  // namespace
}  // namespace darties::cloud
