#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/aws/credentials.h"
#include "base/mutex.h"
#include "lake/store.h"

namespace darties {

namespace aws {
class Access;
}
class S3Buckets;

/// A key or key prefix in a bucket: s3://bucket/key.
struct ObjectUrl {
  std::string bucket;
  std::string key;

  bool operator==(const ObjectUrl&) const = default;
};

/// Reads "s3://bucket/key"; the key may be empty. Throws kInvalid for anything else.
ObjectUrl parse_object_url(std::string_view url);
std::string to_string(const ObjectUrl& url);

/// With what, and where, a statement says that its buckets are to be reached.
struct BucketAccess {
  std::optional<aws::Credentials> keys;  ///< written in the statement; they win
  std::vector<std::string> roles;  ///< IAM_ROLE: one or a chain; "default" stands for the project's
  std::string region;              ///< of every bucket; empty: found out
  std::stop_token stop;            ///< ends every request of S3
};

/// How buckets that are no folders are reached.
struct LakeInTheCloud {
  /// Asked when the first such bucket is used, and once. Empty: there are folders only.
  std::function<std::shared_ptr<aws::Access>()> access = {};
  /// Whether a statement's IAM_ROLE is assumed; else the credentials of this machine stand for it.
  bool assume_roles = false;
  std::stop_token stop = {};  ///< ends every request of S3
};

/// All buckets a project can reach. A bucket may be a folder (`lake.buckets` in darties.yml); all others are in S3.
///
///     auto& store = lake.bucket("udacity-dend");
///
/// Threads: every method may be called from any thread at the same time.
class Lake {
 public:
  /// `folders` maps bucket names to folders; a folder that does not exist yet is made by the first write.
  explicit Lake(std::map<std::string, std::filesystem::path> folders, LakeInTheCloud cloud = {});
  ~Lake();

  /// The store of this bucket, alive as long as the lake. Nothing is asked of S3 yet.
  /// Throws kNotFound for a bucket that is neither mapped nor in reach, naming both ways out.
  Store& bucket(std::string_view name);

  /// The same buckets, those in S3 as the statement says they are reached: for that statement only. It may outlive this lake.
  std::unique_ptr<Lake> for_statement(BucketAccess access);

  /// Whether the bucket is a folder.
  bool is_folder(std::string_view bucket) const { return folders_.contains(std::string(bucket)); }

 private:
  Lake(std::map<std::string, std::filesystem::path> folders, std::shared_ptr<S3Buckets> cloud,
       BucketAccess access);
  std::unique_ptr<Store> open(std::string_view name);

  std::map<std::string, std::filesystem::path> folders_;
  std::shared_ptr<S3Buckets> cloud_;  // shared with the lakes of statements
  BucketAccess access_;
  Mutex mutex_;
  std::map<std::string, std::unique_ptr<Store>, std::less<>> stores_ GUARDED_BY(mutex_);
};

}  // namespace darties
