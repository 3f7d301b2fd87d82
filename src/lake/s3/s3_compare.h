#pragma once

#include <filesystem>

#include "lake/s3/s3_bucket.h"
#include "lake/store.h"

namespace darties {

/// Whether the object holds this file's bytes, as far as S3 tells without sending them. Of the same size, its ETag says so
/// where it is an MD5, or was made of the parts that an upload here has. Else S3 is asked for its checksums (KMS hides the
/// MD5, other tools cut other parts), and where it keeps none a file that a download gave the object's time is that object.
bool s3_object_equals_file(S3Bucket& bucket, const ObjectInfo& object,
                           const std::filesystem::path& file);

}  // namespace darties
