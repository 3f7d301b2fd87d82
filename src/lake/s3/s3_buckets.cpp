#include "lake/s3/s3_buckets.h"

#include "base/error.h"

namespace darties {

std::unique_ptr<Store> S3Buckets::open(std::string_view name, const BucketAccess&) {
  throw Error(ErrorKind::kNotFound, "bucket '{}' is not mapped to a folder", name);
}

}  // namespace darties
