#include "lake/s3/bucket_admin.h"

#include <algorithm>
#include <optional>

#include "base/aws/access.h"
#include "base/aws/iso_time.h"
#include "base/error.h"
#include "base/xml.h"
#include "lake/s3/checksums.h"
#include "lake/s3/s3_bucket.h"
#include "lake/s3/s3_buckets.h"
#include "lake/s3/s3_error.h"
#include "lake/s3/s3_listing.h"

namespace darties {
namespace {

/// The one region whose name is no LocationConstraint.
constexpr std::string_view kFirstRegion = "us-east-1";

constexpr std::string_view kPublicAccessBlock =
    R"(<PublicAccessBlockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">)"
    "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>"
    "<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>"
    "</PublicAccessBlockConfiguration>";
constexpr std::string_view kOwnershipControls =
    R"(<OwnershipControls xmlns="http://s3.amazonaws.com/doc/2006-03-01/">)"
    "<Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>";

void check_name(const std::string& name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  const bool ends_well = !name.empty() && name.front() != '-' && name.front() != '.' &&
                         name.back() != '-' && name.back() != '.';
  if (name.size() >= 3 && name.size() <= 63 && ends_well &&
      std::all_of(name.begin(), name.end(), fits) && name.find("..") == std::string::npos)
    return;
  throw Error(
      ErrorKind::kInvalid,
      "not a name for a new bucket: '{}'. It has 3 to 63 characters, a to z, 0 to 9, '-' and "
      "'.', and begins and ends with a letter or digit",
      name);
}

bool is_refused_as(const aws::Reply& reply, std::string_view code) {
  return reply.refusal && reply.refusal->code == code;
}

S3Request settings_request(std::string_view what, std::string_view document) {
  auto body = std::make_shared<const std::string>(document);
  S3Request request{.method = "PUT", .query = {{std::string(what), ""}}, .body = body};
  request.headers.add("Content-Type", "application/xml");
  request.headers.add("Content-MD5", base64(md5_bytes(*body)));
  return request;
}

/// Whether an endpoint does not know such a setting: some say so, minio takes the document for one about something else.
bool knows_nothing_of_it(const aws::Reply& reply) {
  const int status = reply.refusal ? reply.refusal->status : 0;
  return status == 501 || status == 405 || is_refused_as(reply, "MalformedXML");
}

/// Sets one property of the bucket; a warning where the endpoint is not AWS and does not know it.
std::optional<std::string> seal(S3Bucket& bucket, std::string_view what, std::string_view document,
                                bool custom) {
  const aws::Reply reply = bucket.send(settings_request(what, document));
  if (reply.ok()) return std::nullopt;
  if (custom && knows_nothing_of_it(reply))
    return fmt::format("this endpoint does not know {}: see for yourself that {} is not public",
                       what, bucket.url(""));
  throw s3_error(reply, fmt::format("setting {} of {}", what, bucket.url("")));
}

}  // namespace

S3Bucket BucketAdmin::reach(const std::string& name, const std::string& region) const {
  S3Route route = s3_route(access_, region);
  route.region_fixed = !region.empty();
  route.regions = std::make_shared<S3Regions>();
  return {access_->sender(), name, std::move(route)};
}

std::vector<BucketInfo> BucketAdmin::list() {
  S3Route route = s3_route(access_, "");
  route.path_style = true;  // there is no bucket to stand in the host's name
  route.regions = std::make_shared<S3Regions>();
  S3Bucket account(access_->sender(), "", std::move(route));
  const aws::Reply reply = account.send({});
  if (!reply.ok()) throw s3_error(reply, "listing the buckets of the account");
  std::vector<BucketInfo> buckets;
  for (const XmlNode& node : parse_xml(reply.response.body).at("Buckets").children("Bucket"))
    buckets.push_back(
        {node.text("Name"),
         aws::parse_iso_time(node.text("CreationDate")).value_or(BucketInfo().created)});
  return buckets;
}

/// False when it is ours already.
bool BucketAdmin::make(S3Bucket& bucket, const std::string& region) {
  S3Request request{.method = "PUT"};
  if (region != kFirstRegion) {
    request.body = std::make_shared<const std::string>(fmt::format(
        R"(<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>{}</LocationConstraint></CreateBucketConfiguration>)",
        region));
  }
  const aws::Reply reply = bucket.send(std::move(request));
  if (reply.ok()) return true;
  if (is_refused_as(reply, "BucketAlreadyOwnedByYou")) return false;
  Error error = s3_error(reply, "making " + bucket.url(""));
  if (!is_refused_as(reply, "BucketAlreadyExists")) throw error;
  throw Error(ErrorKind::kInvalid, "the name {} is taken by someone else: choose another ({})",
              bucket.name(), error.message());
}

std::vector<std::string> BucketAdmin::create(const std::string& name, const std::string& region) {
  check_name(name);
  const std::string& said = region.empty() ? access_->options().region : region;
  const std::string where = said.empty() ? std::string(kFirstRegion) : said;
  S3Bucket bucket = reach(name, where);
  const bool is_new = make(bucket, where);
  std::vector<std::string> warnings;
  const bool custom = access_->endpoint("s3", where).custom;
  try {
    for (const auto& [what, document] : {std::pair{"publicAccessBlock", kPublicAccessBlock},
                                         {"ownershipControls", kOwnershipControls}}) {
      if (auto warning = seal(bucket, what, document, custom)) warnings.push_back(*warning);
    }
  } catch (const Error&) {
    if (is_new) bucket.send_anyway({.method = "DELETE"});
    throw;
  }
  return warnings;
}

void BucketAdmin::remove(const std::string& name) {
  S3Bucket bucket = reach(name, "");
  const aws::Reply reply = bucket.send({.method = "DELETE"});
  if (reply.ok()) return;
  Error error = s3_error(reply, "deleting " + bucket.url(""));
  if (!is_refused_as(reply, "BucketNotEmpty")) throw error;
  throw Error(ErrorKind::kInvalid,
              "the bucket {} is not empty: delete its objects first, older versions too where it "
              "keeps them ({})",
              name, error.message());
}

}  // namespace darties
