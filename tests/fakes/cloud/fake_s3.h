#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/cloud/s3_call.h"
#include "fakes/cloud/text.h"
#include "fakes/cloud/wire.h"

namespace darties::fakes {

/// S3 in memory, after signatures were checked: buckets, objects, listings, multipart uploads.
/// Checksums and Content-MD5 are verified for real, ACLs are refused as AWS refuses them by default. Any key is
/// possible: "a" beside "a/b", "d//e", a trailing "/".
///
/// Threads: every method may be called from any thread at the same time.
class FakeS3 {
 public:
  struct Object {
    std::shared_ptr<const std::string> bytes;
    std::string etag;  ///< with quotes
    WireHeaders kept;  ///< content-type, x-amz-meta-…, x-amz-checksum-…
    Time changed{};
  };
  using Objects = std::map<std::string, Object>;

  /// For tests: no signature, no HTTP.
  void make_bucket(const std::string& bucket, const std::string& region = "us-east-1");
  void put(const std::string& bucket, const std::string& key, std::string bytes);
  std::optional<std::string> get(const std::string& bucket, const std::string& key) const;
  std::vector<std::string> keys(const std::string& bucket) const;
  std::vector<std::string> buckets() const;
  std::size_t unfinished_uploads() const;
  void forget();

  /// The region of a bucket; empty when there is no such bucket.
  std::string region_of(const std::string& bucket) const;
  WireAnswer answer(const WireRequest& request, const S3Call& call);

  int page_size = 1000;                   ///< keys in one page of a listing, at most
  bool kms = false;                       ///< as with SSE-KMS: ETags of new objects are no MD5
  std::size_t smallest_part = 5 << 20;    ///< of a multipart upload, but for the last
  std::string home_region = "us-east-1";  ///< where this endpoint stands
  std::function<Time()> now = std::chrono::system_clock::now;

 private:
  struct Part {
    std::string bytes, etag, checksum;
  };
  struct Upload {
    std::string bucket, key;
    WireHeaders kept;
    std::map<int, Part> parts;
  };
  struct Bucket {
    std::string region;
    Objects objects;
    std::map<std::string, std::string> documents;  ///< of sub-resources, by operation less its verb
    Time made{};
  };
  using Handler = WireAnswer (FakeS3::*)(const WireRequest&, const S3Call&);
  static Handler handler_of(const std::string& operation);

  Bucket& bucket(const S3Call& call);
  const Object& object(const S3Call& call);
  Upload& upload(const S3Call& call);

  WireAnswer list_buckets(const WireRequest&, const S3Call&);
  WireAnswer create_bucket(const WireRequest&, const S3Call&);
  WireAnswer delete_bucket(const WireRequest&, const S3Call&);
  WireAnswer head_bucket(const WireRequest&, const S3Call&);
  WireAnswer location(const WireRequest&, const S3Call&);
  WireAnswer sub_resource(const WireRequest&, const S3Call&);
  WireAnswer list_objects(const WireRequest&, const S3Call&);
  WireAnswer get_object(const WireRequest&, const S3Call&);
  WireAnswer put_object(const WireRequest&, const S3Call&);
  WireAnswer copy_object(const WireRequest&, const S3Call&);
  WireAnswer delete_object(const WireRequest&, const S3Call&);
  WireAnswer delete_objects(const WireRequest&, const S3Call&);
  WireAnswer create_upload(const WireRequest&, const S3Call&);
  WireAnswer upload_part(const WireRequest&, const S3Call&);
  WireAnswer copy_part(const WireRequest&, const S3Call&);
  WireAnswer complete_upload(const WireRequest&, const S3Call&);
  WireAnswer abort_upload(const WireRequest&, const S3Call&);
  WireAnswer list_uploads(const WireRequest&, const S3Call&);
  WireAnswer list_parts(const WireRequest&, const S3Call&);

  void check_conditions(const WireRequest&, const S3Call&);
  const Object& copy_source(const WireRequest&);

  mutable std::mutex mutex_;  // guards buckets_, uploads_ and uploads_made_
  std::map<std::string, Bucket> buckets_;
  std::map<std::string, Upload> uploads_;
  int uploads_made_ = 0;
};

/// Throws BadDigest and its kin when a Content-MD5 or x-amz-checksum-… is not that of the body; true when there was one.
bool check_digests(const WireRequest& request);
/// Of all headers those that an object keeps.
WireHeaders kept_headers(const WireRequest& request);
/// "<?xml …?><name xmlns=…>inner</name>".
std::string s3_document(std::string_view name, std::string_view inner);

}  // namespace darties::fakes
