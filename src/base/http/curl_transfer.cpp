// One request in libcurl's hands. Its callbacks are noexcept: what they throw is kept and comes out of finish().
#include "base/http/curl_transfer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "base/http/curl_error.h"
#include "base/http/web_address.h"
#include "base/text.h"

namespace darties {
namespace {

constexpr long kReceiveBuffer = 64 * 1024;
constexpr long kSendBuffer = 256 * 1024;
constexpr std::uint64_t kLargestRefusal = 1024 * 1024;       // of a body that is no 2xx
constexpr std::uint64_t kLargestReserve = 16 * 1024 * 1024;  // on a server's word alone
constexpr std::size_t kLargeBody = 1024 * 1024;

}  // namespace

template <class Value>
void CurlTransfer::set(CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(handle_.get(), option, value);
  if (code != CURLE_OK) throw from_curl(code, "", shown_url(request_.url));
}

void CurlTransfer::check_url(const HttpOptions& options) const {
  const std::string& url = request_.url;
  if (url.find_first_of(std::string_view(" \r\n\0", 4)) != std::string::npos) {
    throw Error(ErrorKind::kInvalid, "not a URL, it holds a blank or a line's end: {}",
                shown_url(url));
  }
  if (url.starts_with("https://")) return;
  if (!url.starts_with("http://")) {
    throw Error(ErrorKind::kInvalid, "expected https://…, found: {}", shown_url(url));
  }
  if (options.allow_http || request_.allow_http || stays_on_this_machine(url)) return;
  throw Error(ErrorKind::kInvalid,
              "http:// would send everything in the clear to {}: use https://, or say allow_http "
              "where that is meant",
              shown_url(url));
}

void CurlTransfer::prepare(CurlHandle handle, const HttpOptions& options, curl_slist* connect_to) {
  handle_ = std::move(handle);
  check_url(options);
  started_ = last_sign_ = std::chrono::steady_clock::now();
  response_.url = request_.url;
  set_connection(options, connect_to);
  set_method();
  set_headers(options);
  set(CURLOPT_HEADERFUNCTION, &CurlTransfer::on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &CurlTransfer::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_READFUNCTION, &CurlTransfer::on_read);
  set(CURLOPT_READDATA, static_cast<void*>(this));
  set(CURLOPT_SEEKFUNCTION, &CurlTransfer::on_seek);
  set(CURLOPT_SEEKDATA, static_cast<void*>(this));
}

void CurlTransfer::set_connection(const HttpOptions& options, curl_slist* connect_to) {
  set(CURLOPT_PRIVATE, static_cast<void*>(this));
  set(CURLOPT_ERRORBUFFER, detail_.data());
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);  // a key may hold "/../"
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.limits.connect.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request_.limits.total.count()));
  set(CURLOPT_BUFFERSIZE, kReceiveBuffer);
  if (stays_on_this_machine(request_.url)) set(CURLOPT_NOPROXY, "*");
  if (connect_to != nullptr) set(CURLOPT_CONNECT_TO, connect_to);
  if (!options.ca_bundle.empty()) set(CURLOPT_CAINFO, options.ca_bundle.c_str());
}

void CurlTransfer::set_method() {
  const bool sends = request_.body || request_.method == "PUT" || request_.method == "POST";
  if (request_.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  } else if (sends) {
    const std::size_t size = request_.body ? request_.body->size() : 0;
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(size));
    if (size >= kLargeBody) set(CURLOPT_UPLOAD_BUFFERSIZE, kSendBuffer);
  } else if (request_.method != "GET") {
    set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
}

void CurlTransfer::set_headers(const HttpOptions& options) {
  const auto append = [this](const std::string& line) {
    curl_slist* longer = curl_slist_append(header_lines_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(header_lines_.release());  // `longer` begins with it
    header_lines_.reset(longer);
  };
  append("Expect:");  // no round trip before a body
  append("User-Agent: " + options.user_agent);
  if (request_.headers.find("content-type") == nullptr) append("Content-Type:");
  if (request_.headers.find("accept") == nullptr) append("Accept: */*");
  for (const auto& [name, value] : request_.headers) {
    if (lower_ascii(name) == "content-length") continue;  // libcurl knows it
    if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
      throw Error(ErrorKind::kInvalid, "the value of header {} holds a line's end", name);
    append(value.empty() ? name + ";" : name + ": " + value);
  }
  set(CURLOPT_HTTPHEADER, header_lines_.get());
}

void CurlTransfer::check_length(const std::string& said) {
  const bool digits = !said.empty() && said.find_first_not_of("0123456789") == std::string::npos &&
                      said.size() < 19;
  const std::string* const before = response_.headers.find("content-length");
  if (digits && (before == nullptr || *before == said)) return;
  throw Error(ErrorKind::kInvalid, "{} answers with a Content-Length that is none: {}",
              shown_url(request_.url), said.substr(0, 40));
}

void CurlTransfer::check_status() const {
  if (response_.status == 206 && request_.headers.find("range") == nullptr) {
    throw Error(ErrorKind::kInvalid, "{} answers with a part (206), and nobody asked for one",
                shown_url(request_.url));
  }
  if (response_.status == 407) refuse_proxy(407);
}

/// A proxy that says so of the connection, or of the request, says it again when it is asked again.
void CurlTransfer::refuse_proxy(long status) const {
  if (status == 407) {
    throw Error(ErrorKind::kDenied,
                "the proxy asks for a name and password (407) on the way to {}: write them into "
                "https_proxy or http_proxy, as http://NAME:PASSWORD@HOST:PORT",
                shown_url(request_.url));
  }
  const bool may_pass = status < 400 || status >= 500 || status == 408 || status == 429;
  if (may_pass) return;
  throw Error(ErrorKind::kDenied, "the proxy lets nobody through to {}: it answers with status {}",
              shown_url(request_.url), status);
}

bool CurlTransfer::is_overdue(Instant now) const {
  return request_.limits.silence.count() > 0 && now - last_sign_ > request_.limits.silence;
}

void CurlTransfer::finish(CURLcode code) {
  if (error_) return fail(error_);
  try {
    long status = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_HTTP_CONNECTCODE, &status);
    if (code != CURLE_OK) {
      refuse_proxy(status);
      const std::string where = fmt::format("{} ({})", shown_url(request_.url), request_.method);
      throw from_curl(code, detail_.data(), where);
    }
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    response_.status = static_cast<int>(status);
    check_status();
  } catch (...) {
    return fail(std::current_exception());
  }
  done_({.response = std::move(response_), .error = nullptr});
}

void CurlTransfer::fail(std::exception_ptr error) {
  done_({.response = {}, .error = std::move(error)});
}

CurlHandle CurlTransfer::take_handle() {
  if (handle_) curl_easy_reset(handle_.get());
  return std::move(handle_);
}

void CurlTransfer::take_header(std::string_view line) {
  last_sign_ = std::chrono::steady_clock::now();
  if (line.starts_with("HTTP/")) {  // a new answer: those before were 100 or a proxy's
    response_.headers = {};
    const auto blank = line.find(' ');
    response_.status = blank == std::string_view::npos ? 0 : std::atoi(line.data() + blank);
    return;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  std::string name(line.substr(0, colon));
  std::string value(trim(line.substr(colon + 1)));
  if (lower_ascii(name) == "content-length") check_length(value);
  response_.headers.add(std::move(name), std::move(value));
}

/// Room for all of it at once, where the server says how much it is: growing would copy it again and again.
void CurlTransfer::reserve_body(std::uint64_t limit) {
  curl_off_t length = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  if (length <= 0) return;
  response_.body.reserve(std::min({static_cast<std::uint64_t>(length), limit, kLargestReserve}));
}

void CurlTransfer::take_body(std::string_view piece) {
  last_sign_ = std::chrono::steady_clock::now();
  if (received_ == 0) check_status();
  received_ += piece.size();
  const bool to_sink = request_.sink && response_.ok();
  const std::uint64_t limit = response_.ok()
                                  ? request_.limits.largest_body
                                  : std::min(request_.limits.largest_body, kLargestRefusal);
  if (received_ > limit) {
    throw Error(ErrorKind::kInvalid, "the answer of {} is larger than {} bytes",
                shown_url(request_.url), limit);
  }
  if (to_sink) {
    request_.sink(piece);
  } else {
    if (response_.body.empty()) reserve_body(limit);
    response_.body.append(piece);
  }
}

std::size_t CurlTransfer::on_header(char* data, std::size_t size, std::size_t count,
                                    void* self) noexcept {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  try {
    transfer.take_header({data, size * count});
    return size * count;
  } catch (...) {
    transfer.error_ = std::current_exception();
    return 0;
  }
}

std::size_t CurlTransfer::on_body(char* data, std::size_t size, std::size_t count,
                                  void* self) noexcept {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  try {
    transfer.take_body({data, size * count});
    return size * count;
  } catch (...) {
    transfer.error_ = std::current_exception();
    return size * count == 0 ? 1 : 0;
  }
}

std::size_t CurlTransfer::on_read(char* data, std::size_t size, std::size_t count,
                                  void* self) noexcept {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  if (!transfer.request_.body) return 0;
  transfer.last_sign_ = std::chrono::steady_clock::now();
  const std::string& body = *transfer.request_.body;
  const std::size_t piece = std::min(size * count, body.size() - transfer.sent_);
  std::memcpy(data, body.data() + transfer.sent_, piece);
  transfer.sent_ += piece;
  return piece;
}

int CurlTransfer::on_seek(void* self, curl_off_t offset, int origin) noexcept {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  const auto size = transfer.request_.body ? transfer.request_.body->size() : 0;
  if (origin != SEEK_SET || offset < 0 || static_cast<std::size_t>(offset) > size) {
    return CURL_SEEKFUNC_FAIL;
  }
  transfer.sent_ = static_cast<std::size_t>(offset);
  return CURL_SEEKFUNC_OK;
}

}  // namespace darties
