#pragma once

#include <string_view>

#include "base/aws/sender.h"
#include "base/error.h"

namespace darties {

/// What S3 answered, as Redshift words it: "S3ServiceException:Access Denied,Status 403,Error AccessDenied,Rid …". `doing`
/// reads well after "while". A failure without an answer keeps its own words.
Error s3_error(const aws::Reply& reply, std::string_view doing);

/// The same for an object that is not there: says so first.
Error s3_object_error(const aws::Reply& reply, std::string_view url, std::string_view doing);

}  // namespace darties
