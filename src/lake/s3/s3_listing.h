#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "lake/s3/s3_bucket.h"
#include "lake/store.h"

namespace darties {

/// One answer of ListObjectsV2.
struct S3ListAnswer {
  ListPage page;
  std::string next;  ///< token of the page behind it; empty: the last
};

/// Reads the answer's XML, names in url encoding where it says so. Throws kInvalid for anything else.
S3ListAnswer parse_list_answer(std::string_view xml);

/// An ETag without its quotes.
std::string bare_etag(std::string_view etag);

/// Asks for pages of the listing until the last, or until `take` says that it has seen enough (false).
void list_s3_pages(S3Bucket& bucket, std::string_view prefix, std::string_view delimiter,
                   const std::function<bool(ListPage& page)>& take);

}  // namespace darties
