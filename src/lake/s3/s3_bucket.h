#pragma once

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/aws/sender.h"
#include "base/mutex.h"

namespace darties {

/// In which region each bucket turned out to be.
/// Threads: every method may be called from any thread at the same time.
class S3Regions {
 public:
  std::string of(const std::string& bucket) const;
  void learn(const std::string& bucket, const std::string& region);

 private:
  mutable Mutex mutex_;
  std::map<std::string, std::string> regions_ GUARDED_BY(mutex_);
};

/// How a bucket is reached.
struct S3Route {
  std::shared_ptr<aws::CredentialProvider> credentials;
  std::string region;         ///< where to ask first
  bool region_fixed = false;  ///< said by the statement: another is a refusal
  bool path_style = false;
  bool requester_pays = false;
  /// "https://s3.eu-west-1.amazonaws.com", for a region.
  std::function<std::string(const std::string& region)> endpoint;
  std::shared_ptr<S3Regions> regions;  ///< shared by all who reach buckets
  std::stop_token stop;                ///< ends every request
};

/// What to ask of a bucket, or of an object in it.
struct S3Request {
  std::string method = "GET";
  std::string key;  ///< empty: the bucket itself
  std::vector<std::pair<std::string, std::string>> query;
  HttpHeaders headers;
  std::shared_ptr<const std::string> body;
  std::string body_sha256;  ///< lower-case hex; empty: computed
  std::function<bool(const HttpResponse&)> accept;
};

/// Sends requests to one bucket, to the region where it is.
///
/// Threads: every method may be called from any thread at the same time.
class S3Bucket {
 public:
  S3Bucket(aws::Sender& sender, std::string name, S3Route route)
      : sender_(sender), name_(std::move(name)), route_(std::move(route)) {}

  /// Waits; the refusal is in the reply. Throws kCancelled, and kDenied without credentials.
  aws::Reply send(S3Request request);
  /// The same, whatever became of the statement: for what has to be cleaned up.
  aws::Reply send_anyway(S3Request request);
  void start(S3Request request, std::function<void(aws::Reply)> done, const std::stop_token& stop);

  const std::string& name() const { return name_; }
  const std::stop_token& stop() const { return route_.stop; }
  std::string region() const;
  std::string url(std::string_view key) const;  ///< for people: s3://bucket/key

 private:
  aws::Call call(S3Request request);

  aws::Sender& sender_;
  const std::string name_;
  const S3Route route_;
};

/// Names that can not stand in a host name under a wildcard certificate: with dots, upper case or '_'.
bool needs_path_style(std::string_view bucket);

/// The other way out when a bucket can not be reached.
std::string folder_hint(std::string_view bucket);

/// The address of a request: "https://bucket.s3.eu-west-1.amazonaws.com/a%20b?list-type=2".
std::string s3_address(const std::string& endpoint, bool path_style, const std::string& bucket,
                       const S3Request& request);

}  // namespace darties
