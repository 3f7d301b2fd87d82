#include "lake/s3/s3_bucket.h"

#include <algorithm>

#include "base/aws/signer.h"
#include "base/error.h"

namespace darties {
namespace {

constexpr std::uint64_t kLargestAnswer = 5ull * 1024 * 1024 * 1024;

std::string query_text(const std::vector<std::pair<std::string, std::string>>& query) {
  std::string text;
  for (const auto& [name, value] : query) {
    text += text.empty() ? '?' : '&';
    text += aws::uri_encode(name) + "=" + aws::uri_encode(value);
  }
  return text;
}

}  // namespace

std::string folder_hint(std::string_view bucket) {
  return fmt::format(
      "A folder may stand for it in darties.yml: lake: {{ buckets: {{ {}: FOLDER }} }}", bucket);
}

std::string S3Regions::of(const std::string& bucket) const {
  const MutexLock lock(mutex_);
  const auto known = regions_.find(bucket);
  return known == regions_.end() ? "" : known->second;
}

void S3Regions::learn(const std::string& bucket, const std::string& region) {
  const MutexLock lock(mutex_);
  regions_[bucket] = region;
}

bool needs_path_style(std::string_view bucket) {
  return !std::all_of(bucket.begin(), bucket.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string s3_address(const std::string& endpoint, bool path_style, const std::string& bucket,
                       const S3Request& request) {
  const std::string rest = "/" + aws::uri_encode(request.key, true) + query_text(request.query);
  if (path_style) {
    const bool whole = request.key.empty();
    return endpoint + "/" + bucket + (whole ? rest.substr(1) : rest);
  }
  const std::size_t host = endpoint.find("://") + 3;
  return endpoint.substr(0, host) + bucket + "." + endpoint.substr(host) + rest;
}

std::string S3Bucket::region() const {
  const std::string learnt = route_.region_fixed ? "" : route_.regions->of(name_);
  return learnt.empty() ? route_.region : learnt;
}

std::string S3Bucket::url(std::string_view key) const {
  return fmt::format("s3://{}/{}", name_, key);
}

aws::Call S3Bucket::call(S3Request request) {
  aws::Call call;
  const std::string at = region();
  const bool path_style = route_.path_style || needs_path_style(name_);
  call.request.url = s3_address(route_.endpoint(at), path_style, name_, request);
  call.request.method = request.method;
  call.request.headers = std::move(request.headers);
  if (route_.requester_pays) call.request.headers.set("x-amz-request-payer", "requester");
  call.request.body = request.body;
  call.request.limits.largest_body = kLargestAnswer;
  call.scope = {.region = at, .service = "s3"};
  call.credentials = route_.credentials;
  call.payload_sha256 = std::move(request.body_sha256);
  call.accept = std::move(request.accept);
  if (route_.region_fixed) return call;
  request.body.reset();
  call.move_to_region = [route = route_, name = name_, path_style, request = std::move(request)](
                            aws::Call& moved, const std::string& region) {
    route.regions->learn(name, region);
    moved.request.url = s3_address(route.endpoint(region), path_style, name, request);
    moved.scope.region = region;
  };
  return call;
}

aws::Reply S3Bucket::send(S3Request request) try {
  return sender_.send(call(std::move(request)), route_.stop);
} catch (Error& error) {
  if (error.kind() == ErrorKind::kCancelled) throw;
  throw error.while_doing(fmt::format("reaching {}. {}", url(""), folder_hint(name_)));
}

aws::Reply S3Bucket::send_anyway(S3Request request) {
  return sender_.send(call(std::move(request)));
}

void S3Bucket::start(S3Request request, std::function<void(aws::Reply)> done,
                     const std::stop_token& stop) {
  sender_.start(call(std::move(request)), std::move(done), stop);
}

}  // namespace darties
