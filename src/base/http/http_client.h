#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace darties {

/// The headers of a request or an answer, in order. Names are compared without letter case.
class HttpHeaders {
 public:
  void add(std::string name, std::string value) {
    lines_.emplace_back(std::move(name), std::move(value));
  }
  /// Replaces all lines of this name by one.
  void set(std::string_view name, std::string value);
  /// Takes all lines of this name out.
  void remove(std::string_view name);
  /// The first value of this name; nullptr when there is none.
  const std::string* find(std::string_view name) const;
  /// The first value of this name; empty when there is none.
  std::string text(std::string_view name) const;

  auto begin() const { return lines_.begin(); }
  auto end() const { return lines_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> lines_;
};

/// How long a request may take before it counts as failed.
struct HttpLimits {
  std::chrono::milliseconds connect{5000};
  std::chrono::milliseconds silence{20000};  ///< without one byte in either direction
  std::chrono::milliseconds total{0};        ///< 0: no limit
  std::uint64_t largest_body =
      64 * 1024 * 1024;  ///< of an answer kept in memory or given to `sink`
};

/// One request. `url` goes out as it is: whoever builds it has encoded it.
struct HttpRequest {
  std::string method = "GET";
  std::string url;
  HttpHeaders headers;
  /// Sent with Content-Length; shared, so that a retry does not copy it. Null: no body.
  std::shared_ptr<const std::string> body;
  HttpLimits limits;
  /// Takes the pieces of a 2xx body instead of HttpResponse::body, on the client's thread; it must not block. An
  /// exception thrown by it ends the request and comes out of it.
  std::function<void(std::string_view)> sink;
  /// Sent not earlier than so long from now: how a retry waits without a thread of its own.
  std::chrono::milliseconds delay{0};
  bool allow_http = false;  ///< this one may be http:// to any host
};

/// An answer, of any status.
struct HttpResponse {
  int status = 0;
  HttpHeaders headers;
  std::string body;
  std::string url;  ///< that was asked for

  bool ok() const { return status >= 200 && status < 300; }
};

/// What became of a request: an answer, or an Error as exception_ptr when there was none.
struct HttpOutcome {
  HttpResponse response;
  std::exception_ptr error;
};

/// How a client connects.
struct HttpOptions {
  int most_in_flight = 128;  ///< further requests wait their turn
  /// As curl's --connect-to: "HOST:PORT:CONNECT_TO_HOST:CONNECT_TO_PORT". For tests.
  std::vector<std::string> connect_to;
  std::string ca_bundle;    ///< file of certificates to trust instead of the system's
  bool allow_http = false;  ///< http:// to hosts other than loopback
  std::string user_agent = "darties";
};

/// Speaks HTTP/1.1 over TLS: one thread, many requests in flight, connections kept and used again (libcurl multi).
///
///     HttpClient client({});
///     const HttpResponse answer = client.send({.url = "https://example.org/rates.csv"}, stop);
///
/// Redirects are never followed here: who asks decides, and signs again. A body that ends before its
/// Content-Length is an error, not an answer; so is a part (206) of what was asked for as a whole.
/// Threads: every method may be called from any thread at the same time; not from a callback of its own, except start().
/// Errors:  kUnavailable when no whole answer came (connection, time, reset, body cut short), kDenied for a certificate
///          that is not trusted and by a proxy that lets nobody through, kInvalid for a URL that can not be, for http:// where it is not allowed and for
///          a body above its limit; each names host and path, never the query or a header.
class HttpClient {
 public:
  explicit HttpClient(HttpOptions options);
  /// Ends what is in flight: its callbacks get kCancelled.
  ~HttpClient();

  /// Sends and waits for the whole answer. Throws kCancelled when `stop` is requested.
  HttpResponse send(HttpRequest request, const std::stop_token& stop = {});

  using Done = std::function<void(HttpOutcome)>;
  using Ticket = std::uint64_t;
  /// Sends; `done` is called once, on the client's thread, and must not block.
  Ticket start(HttpRequest request, Done done);
  /// Ends a request early; its callback gets kCancelled. One that is over already is left alone.
  void cancel(Ticket ticket);
  /// From now on at most so many in flight, never more than HttpOptions::most_in_flight; those on their way go on.
  void limit_in_flight(int count);
  int most_in_flight() const;

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace darties
