#pragma once

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "base/http/http_client.h"

namespace darties {

struct CurlHandleDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using CurlHandle = std::unique_ptr<CURL, CurlHandleDeleter>;

struct CurlListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, CurlListDeleter>;

/// One request while libcurl works on it: its handle, its callbacks, what has come so far.
/// Lives at one place while in flight, since libcurl holds pointers to it. Used by the client's thread alone.
class CurlTransfer {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  CurlTransfer(HttpRequest request, HttpClient::Done done, Instant due)
      : request_(std::move(request)), done_(std::move(done)), due_(due) {}
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  /// When it may start.
  Instant due() const { return due_; }
  CURL* handle() const { return handle_.get(); }

  /// Sets the handle up; `connect_to` outlives the transfer. Throws kInvalid for a URL that may not be asked.
  void prepare(CurlHandle handle, const HttpOptions& options, curl_slist* connect_to);
  /// When it has been silent, or under way, for too long.
  bool is_overdue(Instant now) const;
  /// Tells whoever asked: what libcurl's `code` means, or the answer.
  void finish(CURLcode code);
  void fail(std::exception_ptr error);
  /// The handle, for the next one.
  CurlHandle take_handle();

 private:
  static std::size_t on_header(char* data, std::size_t size, std::size_t count,
                               void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t on_read(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static int on_seek(void* self, curl_off_t offset, int origin) noexcept;

  void check_url(const HttpOptions& options) const;
  void set_connection(const HttpOptions& options, curl_slist* connect_to);
  void set_method();
  void set_headers(const HttpOptions& options);
  void take_header(std::string_view line);
  void check_length(const std::string& said);
  void check_status() const;
  void refuse_proxy(long status) const;
  void reserve_body(std::uint64_t limit);
  void take_body(std::string_view piece);
  template <class Value>
  void set(CURLoption option, Value value);

  HttpRequest request_;
  HttpClient::Done done_;
  Instant due_;
  Instant started_;
  Instant last_sign_;  // of life, in either direction
  CurlHandle handle_;
  CurlList header_lines_;
  std::array<char, CURL_ERROR_SIZE> detail_{};
  HttpResponse response_;
  std::uint64_t received_ = 0;
  std::size_t sent_ = 0;
  std::exception_ptr error_;  // of a callback
};

}  // namespace darties
