#include "source/download.h"

#include <algorithm>

#include "base/error.h"
#include "base/http/web_address.h"

namespace darties {
namespace {

ErrorKind kind_of(int status) {
  if (status == 404 || status == 410) return ErrorKind::kNotFound;
  if (status == 401 || status == 403) return ErrorKind::kDenied;
  if (status == 429 || status >= 500) return ErrorKind::kUnavailable;
  return ErrorKind::kInvalid;
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Where a redirect leads; throws for one that must not be followed.
std::string redirected(const HttpResponse& answer) {
  const std::string location = answer.headers.text("location");
  if (location.empty()) {
    throw Error(ErrorKind::kInvalid, "{} redirects to nowhere", shown_url(answer.url));
  }
  std::string target = resolve_url(answer.url, location);
  if (answer.url.starts_with("https://") && !target.starts_with("https://")) {
    throw Error(ErrorKind::kInvalid, "{} redirects from https to {}: not followed",
                shown_url(answer.url), shown_url(target));
  }
  if (is_private_address(target) && !is_private_address(answer.url)) {
    throw Error(ErrorKind::kInvalid, "{} redirects into a private network, {}: not followed",
                shown_url(answer.url), shown_url(target));
  }
  return target;
}

HttpRequest to_send(const DownloadRequest& request, const std::string& url,
                    std::chrono::milliseconds time_left) {
  HttpRequest sent{.url = url, .allow_http = request.allow_http};
  if (!request.etag.empty()) sent.headers.add("If-None-Match", request.etag);
  if (!request.last_modified.empty()) sent.headers.add("If-Modified-Since", request.last_modified);
  sent.limits.total = std::max(time_left, std::chrono::milliseconds(1));
  sent.limits.largest_body = request.largest_bytes;
  return sent;
}

Downloaded taken(HttpResponse answer) {
  return {.unchanged = answer.status == 304,
          .bytes = answer.status == 304 ? "" : std::move(answer.body),
          .content_type = answer.headers.text("content-type"),
          .etag = answer.headers.text("etag"),
          .last_modified = answer.headers.text("last-modified"),
          .final_url = answer.url};
}

}  // namespace

Downloaded download(HttpClient& http, const DownloadRequest& request, const std::stop_token& stop) {
  using std::chrono::steady_clock;
  const auto deadline = steady_clock::now() + request.timeout;
  std::string url = request.url;
  for (int redirects = 0; redirects <= request.most_redirects; ++redirects) {
    const auto left = std::chrono::floor<std::chrono::milliseconds>(deadline - steady_clock::now());
    HttpResponse answer = http.send(to_send(request, url, left), stop);
    if (answer.ok() || answer.status == 304) return taken(std::move(answer));
    if (!is_redirect(answer.status)) {
      throw Error(kind_of(answer.status), "{} answers with status {}", shown_url(url),
                  answer.status);
    }
    url = redirected(answer);
  }
  throw Error(ErrorKind::kInvalid, "{} redirects more than {} times", shown_url(request.url),
              request.most_redirects);
}

}  // namespace darties
