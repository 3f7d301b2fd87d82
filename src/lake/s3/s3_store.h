#pragma once

#include <memory>

#include "lake/s3/s3_bucket.h"
#include "lake/store.h"

namespace darties {

/// A store that is a bucket in S3, or in what speaks like it. `owner` keeps what `sender` needs alive.
std::unique_ptr<Store> open_s3_store(std::shared_ptr<void> owner, aws::Sender& sender,
                                     std::string bucket, S3Route route);

}  // namespace darties
