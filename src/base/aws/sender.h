#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/aws/credentials.h"
#include "base/aws/service_error.h"
#include "base/aws/signer.h"
#include "base/clock.h"
#include "base/http/http_client.h"

namespace darties::aws {

/// One call of a service, unsigned.
struct Call {
  HttpRequest request;
  Scope scope;
  std::shared_ptr<CredentialProvider> credentials;  ///< null: sent unsigned
  std::string payload_sha256;                       ///< empty: computed from the body
  /// Whether an answer is whole and right (checksum, length); false is sent again like a failure. Called on the client's thread.
  std::function<bool(const HttpResponse&)> accept;
  /// The same call for another region: changes url and scope. Empty: a region answer is a refusal.
  std::function<void(Call&, const std::string& region)> move_to_region;
  /// Forgets what `request.sink` was given, before the call is sent again. Empty: a call that gave its sink something
  /// is not sent again.
  std::function<void()> start_over;
};

/// An answer of the service, or its refusal after every remedy. Transport failures are in `failure`, after every retry.
struct Reply {
  HttpResponse response;
  std::optional<ServiceError> refusal;
  std::exception_ptr failure;
  int tries = 0;

  bool ok() const { return !refusal && !failure; }
};

/// How often and how long calls are tried again.
struct RetryLimits {
  int most_tries = 8;
  std::chrono::milliseconds budget{120000};   ///< for one call, waits included
  std::chrono::milliseconds first_wait{100};  ///< doubled each time, with full jitter
  std::chrono::milliseconds longest_wait{20000};
};

/// Signs calls, sends them, and tries again what may succeed: connection failures, 5xx, throttling (with fewer in
/// flight for a while), a wrong clock, another region, expired credentials (reference 8.8).
///
///     const Reply reply = sender.send(std::move(call), stop);
///     if (reply.refusal && reply.refusal->code == "NoSuchEntity") …
///
/// Threads: every method may be called from any thread at the same time.
class Sender {
 public:
  Sender(HttpClient& http, Clock& clock, RetryLimits limits = {});
  ~Sender();

  /// Waits for the end of it. Throws kCancelled when `stop` is requested, kDenied without credentials.
  Reply send(Call call, const std::stop_token& stop = {});
  /// The same without waiting, from any thread, callbacks too. `done` is called once, on the client's thread or, where
  /// credentials fail, on one of the sender's own; it must not block.
  void start(Call call, std::function<void(Reply)> done, const std::stop_token& stop = {});

 private:
  class Flight;
  struct State;
  std::shared_ptr<State> state_;  // shared with flights that are still on their way
};

}  // namespace darties::aws
