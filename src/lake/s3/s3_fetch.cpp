#include "lake/s3/s3_fetch.h"

namespace darties {

S3Fetch::S3Fetch(S3Bucket& bucket, S3Request request) {
  if (bucket.stop().stop_possible())
    when_statement_stops_.emplace(bucket.stop(), [this] { stop_.request_stop(); });
  auto promise = std::make_shared<std::promise<aws::Reply>>();  // shared with the callback
  future_ = promise->get_future().share();
  bucket.start(
      std::move(request), [promise](aws::Reply reply) { promise->set_value(std::move(reply)); },
      stop_.get_token());
}

S3Fetch::~S3Fetch() {
  when_statement_stops_.reset();
  stop_.request_stop();
}

}  // namespace darties
