// Buckets: made, emptied and deleted; and the documents that hang on them.

#include <algorithm>
#include <cctype>

#include "fakes/cloud/fake_s3.h"

namespace darties::fakes {
namespace {

bool is_bucket_name(const std::string& name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  return name.size() >= 3 && name.size() <= 63 && std::all_of(name.begin(), name.end(), fits) &&
         std::isalnum(static_cast<unsigned char>(name.front())) != 0 &&
         std::isalnum(static_cast<unsigned char>(name.back())) != 0;
}

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const auto at = text.find(before);
  if (at == std::string::npos) return "";
  const auto from = at + before.size();
  return text.substr(from, text.find(after, from) - from);
}

}  // namespace

WireAnswer FakeS3::list_buckets(const WireRequest&, const S3Call&) {
  std::string inner = "<Owner><ID>canonical-id</ID></Owner><Buckets>";
  for (const auto& [name, bucket] : buckets_) {
    inner += "<Bucket>" + xml_element("Name", name) +
             xml_element("CreationDate", iso_time(bucket.made)) +
             xml_element("BucketRegion", bucket.region) + "</Bucket>";
  }
  return {.body = s3_document("ListAllMyBucketsResult", inner + "</Buckets>")};
}

WireAnswer FakeS3::create_bucket(const WireRequest& request, const S3Call& call) {
  if (!is_bucket_name(call.bucket)) {
    throw Refusal{400, "InvalidBucketName", "The specified bucket is not valid."};
  }
  const std::string said = between(request.body, "<LocationConstraint>", "</LocationConstraint>");
  if (said == "us-east-1") {
    throw Refusal{400, "InvalidLocationConstraint",
                  "The specified location-constraint is not valid"};
  }
  const std::string region = said.empty() ? "us-east-1" : said;
  if (region != home_region) {
    throw Refusal{400, "IllegalLocationConstraintException",
                  "The " + (said.empty() ? "unspecified" : said) +
                      " location constraint is incompatible for the region specific endpoint this "
                      "request was sent to."};
  }
  const auto found = buckets_.find(call.bucket);
  if (found != buckets_.end() && region != "us-east-1") {
    throw Refusal{
        409, "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it."};
  }
  buckets_[call.bucket].region = region;
  buckets_[call.bucket].made = now();
  return {.headers = {{"Location", "/" + call.bucket}}};
}

WireAnswer FakeS3::delete_bucket(const WireRequest&, const S3Call& call) {
  if (!bucket(call).objects.empty()) {
    throw Refusal{409, "BucketNotEmpty", "The bucket you tried to delete is not empty"};
  }
  buckets_.erase(call.bucket);
  return {.status = 204};
}

WireAnswer FakeS3::head_bucket(const WireRequest&, const S3Call& call) {
  return {.headers = {{"x-amz-bucket-region", bucket(call).region}}};
}

WireAnswer FakeS3::location(const WireRequest&, const S3Call& call) {
  const std::string& region = bucket(call).region;
  return {.body = s3_document("LocationConstraint", region == "us-east-1" ? "" : region)};
}

WireAnswer FakeS3::sub_resource(const WireRequest& request, const S3Call& call) {
  auto& documents = bucket(call).documents;
  const std::string name = call.operation.substr(request.method == "DELETE" ? 6 : 3);
  if (request.method == "PUT") {
    documents[name] = request.body;
    return {};
  }
  if (request.method == "DELETE") {
    documents.erase(name);
    return {.status = 204};
  }
  if (!documents.contains(name)) {
    throw Refusal{404, "NoSuch" + name + "Configuration", "The " + name + " was not found"};
  }
  return {.body = documents[name]};
}

}  // namespace darties::fakes
