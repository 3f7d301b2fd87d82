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

/// Reads the answer's XML, names in url encoding where it says so. Throws kInvalid for anything else, for sizes that are
/// none, and for one that goes on and does not say where.
S3ListAnswer parse_list_answer(std::string_view xml);

/// A number of bytes as S3 writes it; nothing for any other text.
std::optional<std::uint64_t> parse_object_size(std::string_view text);

/// An ETag without its quotes.
std::string bare_etag(std::string_view etag);

/// Asks for pages of the listing until the last, or until `take` says that it has seen enough (false). Throws kInvalid for
/// what no S3 answers: keys outside of the prefix, or twice; a listing that leads in a circle or has no end.
void list_s3_pages(S3Bucket& bucket, std::string_view prefix, std::string_view delimiter,
                   const std::function<bool(ListPage& page)>& take);

}  // namespace darties
