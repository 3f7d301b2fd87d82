#pragma once

#include <memory>
#include <string>

#include "lake/s3/s3_bucket.h"
#include "lake/store.h"

namespace darties {

/// Puts `bytes` under `key` in one request. With `only_new` false comes back when an object is there.
bool put_s3_object(S3Bucket& bucket, std::string_view key, std::shared_ptr<const std::string> bytes,
                   bool only_new = false);

/// Writes an object: in one request when it is small, else in parts, several on their way at a time. It appears when it is
/// committed; without that the parts are thrown away.
std::unique_ptr<ObjectWriter> create_s3_object(std::shared_ptr<S3Bucket> bucket, std::string key);

}  // namespace darties
