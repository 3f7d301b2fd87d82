#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "lake/lake.h"

namespace darties {

/// The buckets in S3 of a project, and what is learnt about them.
///
/// Threads: every method may be called from any thread at the same time.
class S3Buckets {
 public:
  explicit S3Buckets(LakeInTheCloud cloud) : cloud_(std::move(cloud)) {}

  bool in_reach() const { return cloud_.access != nullptr; }
  std::unique_ptr<Store> open(std::string_view name, const BucketAccess& access);

 private:
  std::shared_ptr<aws::Access> access();

  LakeInTheCloud cloud_;
  std::mutex mutex_;                     // guards access_
  std::shared_ptr<aws::Access> access_;  // shared with its stores
};

}  // namespace darties
