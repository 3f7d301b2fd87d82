#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>

#include "base/http/http_client.h"

namespace darties {

/// What to get from the web, and how much of it at most.
struct DownloadRequest {
  std::string url;
  std::string etag;           ///< of the copy at hand: an unchanged answer is not sent again
  std::string last_modified;  ///< the same, as the server wrote it
  std::uint64_t largest_bytes = 20'000'000;
  std::chrono::milliseconds timeout{30'000};  ///< for all of it
  int most_redirects = 5;
  bool allow_http = false;  ///< http:// to hosts other than this machine
};

struct Downloaded {
  bool unchanged = false;  ///< the copy at hand is still what stands there; `bytes` is empty
  std::string bytes;
  std::string content_type;  ///< as sent: "text/csv; charset=utf-8"
  std::string etag;
  std::string last_modified;
  std::string final_url;  ///< after redirects
};

/// Gets a document by HTTP. Redirects are followed, but never from https to http, and never from elsewhere to this machine
/// or a private network, where a stranger's server could make us look.
/// Errors: kUnavailable without an answer, for 5xx and 429; kNotFound for 404 and 410; kDenied for 401 and 403; kInvalid for any
///         other answer, for more than `largest_bytes`, too many redirects and forbidden ones. Each names host and path.
Downloaded download(HttpClient& http, const DownloadRequest& request, const std::stop_token& stop);

}  // namespace darties
