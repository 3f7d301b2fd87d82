#pragma once

#include <span>
#include <string>

#include "lake/s3/s3_bucket.h"

namespace darties {

/// The <Delete> document of these keys.
std::string delete_document(std::span<const std::string> keys);

/// Deletes objects, 1000 a request. All are tried; an error names the first that could not be deleted, and how many.
void delete_s3_objects(S3Bucket& bucket, std::span<const std::string> keys);

}  // namespace darties
