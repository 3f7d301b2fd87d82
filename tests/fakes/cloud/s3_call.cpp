#include "fakes/cloud/s3_call.h"

#include <array>
#include <utility>

#include "fakes/cloud/text.h"

namespace darties::fakes {
namespace {

/// "bucket.s3.eu-west-1.amazonaws.com" and "bucket.localhost" name a bucket; an address or "s3.…" does not.
std::string bucket_of_host(const std::string& host) {
  if (host.starts_with("s3.") || host.starts_with("s3-")) return "";
  for (const char* mark : {".s3.", ".s3-", ".localhost"}) {
    const auto at = host.find(mark);
    if (at != std::string::npos) return host.substr(0, at);
  }
  return "";
}

/// Sub-resources of a bucket: name in the query, and how operations on it are called.
constexpr std::array<std::pair<const char*, const char*>, 8> kSubresources = {
    {{"publicAccessBlock", "PublicAccessBlock"},
     {"ownershipControls", "BucketOwnershipControls"},
     {"tagging", "BucketTagging"},
     {"encryption", "BucketEncryption"},
     {"versioning", "BucketVersioning"},
     {"policy", "BucketPolicy"},
     {"acl", "BucketAcl"},
     {"location", "BucketLocation"}}};

std::string verb_of(const std::string& method) {
  if (method == "GET") return "Get";
  if (method == "PUT") return "Put";
  return method == "DELETE" ? "Delete" : "Post";
}

std::string operation_on_bucket(const std::string& method, const S3Call& call) {
  for (const auto& [name, operation] : kSubresources) {
    if (call.has(name)) return verb_of(method) + operation;
  }
  if (method == "POST") return call.has("delete") ? "DeleteObjects" : "PostObject";
  if (method == "PUT") return "CreateBucket";
  if (method == "DELETE") return "DeleteBucket";
  if (method == "HEAD") return "HeadBucket";
  if (call.has("uploads")) return "ListMultipartUploads";
  return call.text("list-type") == "2" ? "ListObjectsV2" : "ListObjects";
}

std::string operation_on_object(const WireRequest& request, const S3Call& call) {
  const std::string& method = request.method;
  const bool copies = request.find("x-amz-copy-source") != nullptr;
  if (method == "HEAD") return "HeadObject";
  if (method == "GET") return call.has("uploadId") ? "ListParts" : "GetObject";
  if (method == "DELETE") return call.has("uploadId") ? "AbortMultipartUpload" : "DeleteObject";
  if (method == "POST") {
    return call.has("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload";
  }
  if (call.has("partNumber")) return copies ? "UploadPartCopy" : "UploadPart";
  return copies ? "CopyObject" : "PutObject";
}

}  // namespace

S3Call read_s3_call(const WireRequest& request) {
  S3Call call;
  call.query = read_query(request.query());
  std::string path = request.path();
  if (!path.empty()) path.erase(0, 1);
  const std::string host = request.text("host");
  call.bucket = bucket_of_host(host.substr(0, host.find(':')));
  if (call.bucket.empty()) {
    const auto slash = path.find('/');
    call.bucket = percent_decode(path.substr(0, slash));
    path = slash == std::string::npos ? "" : path.substr(slash + 1);
  }
  call.key = percent_decode(path);
  if (call.bucket.empty()) {
    call.operation = "ListBuckets";
  } else {
    call.operation = call.key.empty() ? operation_on_bucket(request.method, call)
                                      : operation_on_object(request, call);
  }
  return call;
}

}  // namespace darties::fakes
