// Where AWS's services listen: HOST of service and region, in the partition the region belongs to.
#include <algorithm>

#include "base/aws/access.h"
#include "base/error.h"

namespace darties::aws {
namespace {

/// A part of AWS that knows nothing of the others, told by how its regions begin.
struct Partition {
  std::string_view region_prefix;
  std::string_view suffix;      ///< of host names
  std::string_view iam_host;    ///< IAM is global in each
  std::string_view iam_region;  ///< and signs for this region
};

constexpr Partition kPartitions[] = {
    {"cn-", "amazonaws.com.cn", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"},
    {"us-gov-", "amazonaws.com", "iam.us-gov.amazonaws.com", "us-gov-west-1"},
    {"", "amazonaws.com", "iam.amazonaws.com", "us-east-1"},
};

const Partition& partition_of(std::string_view region) {
  return *std::find_if(std::begin(kPartitions), std::end(kPartitions), [&](const auto& partition) {
    return region.starts_with(partition.region_prefix);
  });
}

/// A region becomes part of a host name, also when a server named it: nothing else may.
void check_region(std::string_view region) {
  const bool plain = std::all_of(region.begin(), region.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (plain && !region.empty()) return;
  throw Error(ErrorKind::kInvalid, "a region is written like eu-west-1, found: {}", region);
}

[[noreturn]] void refuse_without_region(std::string_view service) {
  throw Error(ErrorKind::kInvalid,
              "no region is set for {}: set aws.region in darties.yml, DWH_REGION in [DWH] of "
              "dwh.cfg, AWS_REGION, or region in the profile",
              service);
}

}  // namespace

Endpoint endpoint_of(const AccessOptions& options, std::string_view service,
                     std::string_view region) {
  std::string signed_for(region.empty() ? options.region : region);
  if (!signed_for.empty()) check_region(signed_for);
  const Partition& partition = partition_of(signed_for);
  if (service == "iam") signed_for = partition.iam_region;

  auto url = options.endpoint_urls.find(std::string(service));
  if (url == options.endpoint_urls.end()) url = options.endpoint_urls.find("");
  if (url != options.endpoint_urls.end())
    return {url->second, signed_for.empty() ? "us-east-1" : signed_for, true};

  if (service == "iam") return {fmt::format("https://{}", partition.iam_host), signed_for};
  if (signed_for.empty() && service == "sts") return {"https://sts.amazonaws.com", "us-east-1"};
  if (signed_for.empty()) refuse_without_region(service);
  return {fmt::format("https://{}.{}.{}", service, signed_for, partition.suffix), signed_for};
}

}  // namespace darties::aws
