#pragma once

#include <string_view>

#include "base/aws/sender.h"
#include "base/error.h"
#include "lake/s3/s3_bucket.h"

namespace darties {

/// What S3 answered, as Redshift words it: "S3ServiceException:Access Denied,Status 403,Error AccessDenied,Rid …". `doing`
/// reads well after "while". A failure without an answer keeps its own words.
Error s3_error(const aws::Reply& reply, std::string_view doing);

/// The same for a bucket: when it is not there, or not for us, says what may stand for it.
Error s3_bucket_error(const aws::Reply& reply, const S3Bucket& bucket, std::string_view doing);

/// The same for an object that is not there: says so first.
Error s3_object_error(const aws::Reply& reply, std::string_view url, std::string_view doing);

}  // namespace darties
