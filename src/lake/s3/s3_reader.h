#pragma once

#include <memory>
#include <string>

#include "lake/s3/s3_bucket.h"
#include "lake/store.h"

namespace darties {

/// Objects up to this size come in one request.
inline constexpr std::uint64_t kWholeObject = 8 * 1024 * 1024;

/// The request of a whole object, whose answer is asked for again when it is not intact.
S3Request whole_object_request(const ObjectInfo& object);

/// Opens an object whose size and ETag are known. A small one is asked for at once, a large one range by range, several at
/// a time when it is read in order. Bytes of another version are never given.
std::unique_ptr<ObjectReader> open_s3_object(std::shared_ptr<S3Bucket> bucket, ObjectInfo object);

}  // namespace darties
