#pragma once

#include <atomic>

#include "base/aws/credential_fetcher.h"
#include "base/aws/pace.h"
#include "base/aws/sender.h"
#include "base/mutex.h"

namespace darties::aws {

/// What all calls of one sender share.
struct Sender::State {
  HttpClient& http;
  Clock& clock;
  const RetryLimits limits;
  Pace pace;
  CredentialFetcher fetcher;
  std::atomic<std::chrono::milliseconds> clock_offset{};  ///< the services' clock less ours
  std::atomic<bool> closed{false};                        ///< nothing is tried again

  State(HttpClient& client, Clock& a_clock, RetryLimits retry_limits)
      : http(client), clock(a_clock), limits(retry_limits), pace(client) {}
};

/// One call on its way, from the first attempt to the last. It is kept alive by whoever will call it next: the HTTP
/// client, or the fetcher of credentials.
///
/// An attempt needs credentials, leaves signed, and comes back to landed(), which either ends the call or says how
/// long to wait for the next one.
class Sender::Flight : public std::enable_shared_from_this<Flight> {
 public:
  using Done = std::function<void(Reply)>;
  Flight(std::shared_ptr<State> state, Call call, Done done);

  void begin(const std::stop_token& stop);
  void cancel();

 private:
  using Wait = std::chrono::milliseconds;

  void depart(Wait wait);
  void leave(const Credentials* credentials, Wait wait);
  HttpRequest signed_request(const Credentials* credentials);
  void watch_sink(HttpRequest& request);
  void landed(HttpOutcome outcome);
  void end(Reply reply);
  void fail(std::exception_ptr failure);

  // What to do about what came back: how long to wait for the next attempt; nothing when this one stands.
  std::optional<Wait> judge();
  std::optional<Wait> after_failure();
  std::optional<Wait> after_refusal();
  std::optional<Wait> move();
  std::optional<Wait> correct_clock();
  std::optional<Wait> renew_credentials();
  std::optional<Wait> try_later();
  bool may_be_expired_token() const;
  bool can_start_over();

  const std::shared_ptr<State> state_;  // shared with the sender and its other calls
  Call call_;
  Done done_;
  Reply reply_;  ///< of the latest attempt
  const Clock::Duration began_;
  std::int64_t attempt_ = 0;
  std::optional<Credentials> signed_by_;
  std::chrono::milliseconds signed_with_offset_{};
  bool sink_was_given_ = false;
  bool sink_threw_ = false;
  bool moved_ = false;
  bool clock_was_corrected_ = false;
  bool was_renewed_ = false;

  // All others belong to the thread that has the call in hand.
  Mutex mutex_;
  bool cancelled_ GUARDED_BY(mutex_) = false;
  bool waits_for_credentials_ GUARDED_BY(mutex_) = false;
  bool ended_ GUARDED_BY(mutex_) = false;
  std::optional<HttpClient::Ticket> ticket_ GUARDED_BY(mutex_);
  std::optional<std::stop_callback<std::function<void()>>>
      when_stopped_;  // last: it uses the others
};

}  // namespace darties::aws
