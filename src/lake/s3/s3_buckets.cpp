#include "lake/s3/s3_buckets.h"

#include "base/aws/access.h"
#include "base/error.h"
#include "lake/s3/s3_bucket.h"
#include "lake/s3/s3_store.h"
#include "lake/s3/statement_role.h"

namespace darties {
namespace {

/// S3 says of each bucket where it is, so any region will do to ask first.
constexpr std::string_view kFirstRegion = "us-east-1";

}  // namespace

S3Route s3_route(const std::shared_ptr<aws::Access>& access, std::string region) {
  const auto& options = access->options();
  if (region.empty()) region = options.region.empty() ? kFirstRegion : options.region;
  const aws::Endpoint endpoint = access->endpoint("s3", region);
  S3Route route;
  route.credentials = access->credentials();
  route.region = endpoint.region.empty() ? region : endpoint.region;
  route.path_style = options.path_style;
  route.requester_pays = options.requester_pays;
  // Calls that end on the client's thread keep this: it must not keep the client.
  const auto kept = std::make_shared<const aws::AccessOptions>(options);
  route.endpoint = [kept](const std::string& at) { return aws::endpoint_of(*kept, "s3", at).url; };
  return route;
}

S3Buckets::S3Buckets(LakeInTheCloud cloud)
    : cloud_(std::move(cloud)), regions_(std::make_shared<S3Regions>()) {}
S3Buckets::~S3Buckets() = default;

std::shared_ptr<aws::Access> S3Buckets::access() {
  const MutexLock lock(mutex_);
  if (!access_) access_ = cloud_.access();
  return access_;
}

std::shared_ptr<aws::CredentialProvider> S3Buckets::credentials_of(
    aws::Access& aws, const BucketAccess& access) const {
  if (access.keys) return aws::fixed_credentials(*access.keys);
  const bool named = !access.roles.empty() && access.roles.front() != "default";
  if (!cloud_.assume_roles || !named) return aws.credentials();
  if (access.roles.size() > 1) {
    throw Error(ErrorKind::kInvalid,
                "not supported on the embedded engine yet: a chain of roles in IAM_ROLE. Name the "
                "last one, and put the others into a profile (role_arn, source_profile)");
  }
  return statement_role(aws.assume_role(access.roles.front()), access.roles.front(),
                        aws.options().region);
}

std::unique_ptr<Store> S3Buckets::open(std::string_view name, const BucketAccess& access) {
  const auto aws = this->access();
  S3Route route = s3_route(aws, access.region);
  route.credentials = credentials_of(*aws, access);
  route.region_fixed = !access.region.empty();
  route.regions = regions_;
  route.stop = access.stop;
  return open_s3_store(aws, aws->sender(), std::string(name), std::move(route));
}

}  // namespace darties
