#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/mutex.h"
#include "lake/lake.h"

namespace darties {

class S3Regions;
struct S3Route;

/// The buckets in S3 of a project, and what is learnt about them.
///
/// Threads: every method may be called from any thread at the same time.
class S3Buckets {
 public:
  explicit S3Buckets(LakeInTheCloud cloud);
  ~S3Buckets();

  bool in_reach() const { return cloud_.access != nullptr; }
  /// Asks nothing of S3 yet.
  std::unique_ptr<Store> open(std::string_view name, const BucketAccess& access);

 private:
  std::shared_ptr<aws::Access> access();
  std::shared_ptr<aws::CredentialProvider> credentials_of(aws::Access& aws,
                                                          const BucketAccess& access) const;

  LakeInTheCloud cloud_;
  std::shared_ptr<S3Regions> regions_;  // shared by all stores
  Mutex mutex_;
  std::shared_ptr<aws::Access> access_
      GUARDED_BY(mutex_);  // shared with the stores, which may outlive this
};

/// How S3 is reached through `access` with the credentials that it has.
S3Route s3_route(const std::shared_ptr<aws::Access>& access, std::string region);

}  // namespace darties
