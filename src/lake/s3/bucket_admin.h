#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace darties {

namespace aws {
class Access;
}
class S3Bucket;

struct BucketInfo {
  std::string name;
  std::chrono::system_clock::time_point created;
};

/// Makes and deletes buckets. Those made here are closed to the public: no ACL grants anything, public access is blocked.
///
/// Errors: as Redshift words them (S3ServiceException:…); kDenied, kNotFound, kInvalid, kUnavailable.
class BucketAdmin {
 public:
  explicit BucketAdmin(std::shared_ptr<aws::Access> access) : access_(std::move(access)) {}

  /// The account's buckets.
  std::vector<BucketInfo> list();

  /// Makes the bucket in `region` (empty: the project's) and closes it to the public; one that is ours already is closed
  /// again. Returns warnings: what an endpoint that is not AWS could not do. On AWS that is an error, and a bucket made just
  /// now is deleted again.
  /// kInvalid: a name that can not be, or is someone else's.
  std::vector<std::string> create(const std::string& name, const std::string& region = "");

  /// Deletes an empty bucket; kInvalid for one that is not empty.
  void remove(const std::string& name);

 private:
  S3Bucket reach(const std::string& name, const std::string& region) const;
  bool make(S3Bucket& bucket, const std::string& region);

  std::shared_ptr<aws::Access> access_;  // shared with the project's lake
};

}  // namespace darties
