#pragma once

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "lake/s3/s3_bucket.h"

namespace darties {

/// A request that is on its way while others are made. Given up when this goes out of scope.
class S3Fetch {
 public:
  S3Fetch(S3Bucket& bucket, S3Request request);
  ~S3Fetch();
  S3Fetch(const S3Fetch&) = delete;
  S3Fetch& operator=(const S3Fetch&) = delete;

  /// Waits for the answer. From any thread, any number of times.
  const aws::Reply& reply() const { return future_.get(); }

 private:
  std::stop_source stop_;
  std::optional<std::stop_callback<std::function<void()>>> when_statement_stops_;
  std::shared_future<aws::Reply> future_;
};

}  // namespace darties
