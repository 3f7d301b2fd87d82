#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lake/s3/s3_bucket.h"
#include "lake/store.h"

namespace darties {

/// What is known of an object; kNotFound when it is not there.
ObjectInfo look_at_s3_object(S3Bucket& bucket, std::string_view key);

/// The objects under these keys, in their order. Many that stand close together are found in a listing, others by asking for
/// each, many at a time. Throws when the bucket itself is not there.
std::vector<std::optional<ObjectInfo>> find_s3_objects(S3Bucket& bucket,
                                                       std::span<const std::string> keys);

}  // namespace darties
