#include "fakes/cloud/fake_s3.h"

namespace darties::fakes {

std::string s3_document(std::string_view name, std::string_view inner) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<";
  text.append(name).append(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
  return text.append(inner).append("</").append(name).append(">");
}

void FakeS3::make_bucket(const std::string& name, const std::string& region) {
  const std::lock_guard lock(mutex_);
  buckets_[name].region = region;
  buckets_[name].made = now();
}

void FakeS3::put(const std::string& bucket, const std::string& key, std::string bytes) {
  const std::lock_guard lock(mutex_);
  const std::string etag = "\"" + hex(md5((kms ? "a key" : "") + bytes)) + "\"";
  WireHeaders kept;
  if (kms) kept.emplace_back("x-amz-server-side-encryption", "aws:kms");
  buckets_.at(bucket).objects[key] = {std::make_shared<const std::string>(std::move(bytes)), etag,
                                      std::move(kept), now()};
}

std::optional<std::string> FakeS3::get(const std::string& bucket, const std::string& key) const {
  const std::lock_guard lock(mutex_);
  const auto& objects = buckets_.at(bucket).objects;
  const auto found = objects.find(key);
  return found == objects.end() ? std::nullopt : std::optional(*found->second.bytes);
}

std::vector<std::string> FakeS3::keys(const std::string& bucket) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> found;
  for (const auto& [key, object] : buckets_.at(bucket).objects) found.push_back(key);
  return found;
}

std::vector<std::string> FakeS3::buckets() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> found;
  for (const auto& [name, bucket] : buckets_) found.push_back(name);
  return found;
}

std::size_t FakeS3::unfinished_uploads() const {
  const std::lock_guard lock(mutex_);
  return uploads_.size();
}

void FakeS3::forget() {
  const std::lock_guard lock(mutex_);
  buckets_.clear();
  uploads_.clear();
}

std::string FakeS3::region_of(const std::string& bucket) const {
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(bucket);
  return found == buckets_.end() ? "" : found->second.region;
}

FakeS3::Handler FakeS3::handler_of(const std::string& operation) {
  static const std::map<std::string, Handler> kHandlers = {
      {"ListBuckets", &FakeS3::list_buckets},
      {"CreateBucket", &FakeS3::create_bucket},
      {"DeleteBucket", &FakeS3::delete_bucket},
      {"HeadBucket", &FakeS3::head_bucket},
      {"GetBucketLocation", &FakeS3::location},
      {"ListObjectsV2", &FakeS3::list_objects},
      {"GetObject", &FakeS3::get_object},
      {"HeadObject", &FakeS3::get_object},
      {"PutObject", &FakeS3::put_object},
      {"CopyObject", &FakeS3::copy_object},
      {"DeleteObject", &FakeS3::delete_object},
      {"DeleteObjects", &FakeS3::delete_objects},
      {"CreateMultipartUpload", &FakeS3::create_upload},
      {"UploadPart", &FakeS3::upload_part},
      {"UploadPartCopy", &FakeS3::copy_part},
      {"CompleteMultipartUpload", &FakeS3::complete_upload},
      {"AbortMultipartUpload", &FakeS3::abort_upload},
      {"ListMultipartUploads", &FakeS3::list_uploads},
      {"ListParts", &FakeS3::list_parts},
  };
  const auto found = kHandlers.find(operation);
  if (found != kHandlers.end()) return found->second;
  for (const char* name : {"PublicAccessBlock", "BucketOwnershipControls", "BucketTagging",
                           "BucketEncryption", "BucketVersioning"}) {
    if (operation.ends_with(name)) return &FakeS3::sub_resource;
  }
  throw Refusal{501, "NotImplemented", "the fake does not know " + operation};
}

WireAnswer FakeS3::answer(const WireRequest& request, const S3Call& call) {
  const Handler handler = handler_of(call.operation);
  if (request.find("x-amz-acl") != nullptr || request.find("x-amz-grant-read") != nullptr) {
    throw Refusal{400, "AccessControlListNotSupported", "The bucket does not allow ACLs"};
  }
  if (call.operation != "CompleteMultipartUpload") check_digests(request);
  const std::lock_guard lock(mutex_);
  return (this->*handler)(request, call);
}

FakeS3::Bucket& FakeS3::bucket(const S3Call& call) {
  const auto found = buckets_.find(call.bucket);
  if (found != buckets_.end()) return found->second;
  throw Refusal{404,
                "NoSuchBucket",
                "The specified bucket does not exist",
                {},
                xml_element("BucketName", call.bucket)};
}

const FakeS3::Object& FakeS3::object(const S3Call& call) {
  const auto& objects = bucket(call).objects;
  const auto found = objects.find(call.key);
  if (found != objects.end()) return found->second;
  throw Refusal{
      404, "NoSuchKey", "The specified key does not exist.", {}, xml_element("Key", call.key)};
}

}  // namespace darties::fakes
