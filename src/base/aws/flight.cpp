#include "base/aws/flight.h"

#include <algorithm>
#include <random>
#include <utility>

#include "base/hash.h"
#include "base/http/http_date.h"
#include "base/text.h"

namespace darties::aws {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kAtOnce{0};
constexpr std::chrono::seconds kClockTolerance{10};

std::exception_ptr cancelled_error() {
  return std::make_exception_ptr(
      Error(ErrorKind::kCancelled, "stopped while waiting for an answer"));
}

/// Full jitter: anything up to a ceiling that doubles with each try.
milliseconds jittered(const RetryLimits& limits, int tries) {
  const auto ceiling =
      std::min(limits.longest_wait, limits.first_wait * (1 << std::min(tries - 1, 20)));
  thread_local std::minstd_rand random{std::random_device{}()};
  return milliseconds(std::uniform_int_distribution<std::int64_t>(0, ceiling.count())(random));
}

/// What the service asks for; nothing for a date or nonsense.
milliseconds retry_after(const HttpResponse& response, const RetryLimits& limits) {
  const auto wait = parse_duration_ms(response.headers.text("Retry-After"));
  return std::min(milliseconds(wait.value_or(0)), limits.longest_wait);
}

/// The failure, which then says how often it was tried.
std::exception_ptr after_tries(const std::exception_ptr& failure, int tries, milliseconds took) {
  try {
    std::rethrow_exception(failure);
  } catch (Error& error) {
    if (error.kind() != ErrorKind::kUnavailable || tries < 2) return failure;
    error.while_doing(fmt::format("trying {} times in {}", tries, human_duration(took.count())));
    return std::make_exception_ptr(error);
  } catch (...) {
    return failure;
  }
}

}  // namespace

Sender::Flight::Flight(std::shared_ptr<State> state, Call call, Done done)
    : state_(std::move(state)),
      call_(std::move(call)),
      done_(std::move(done)),
      began_(state_->clock.elapsed()) {
  if (call_.payload_sha256.empty())
    call_.payload_sha256 = sha256_hex(call_.request.body ? *call_.request.body : "");
}

void Sender::Flight::begin(const std::stop_token& stop) {
  if (stop.stop_possible()) when_stopped_.emplace(stop, [this] { cancel(); });
  depart(kAtOnce);
}

void Sender::Flight::cancel() {
  const auto self = weak_from_this().lock();
  if (!self) return;
  bool waits_for_credentials = false;
  std::optional<HttpClient::Ticket> ticket;
  {
    const MutexLock lock(mutex_);
    cancelled_ = true;
    waits_for_credentials = waits_for_credentials_;
    ticket = ticket_;
  }
  if (ticket) state_->http.cancel(*ticket);
  if (waits_for_credentials) fail(cancelled_error());
}

void Sender::Flight::depart(Wait wait) {
  if (!call_.credentials) return leave(nullptr, wait);
  if (const auto ready = call_.credentials->ready()) return leave(&*ready, wait);
  bool is_cancelled = false;
  {
    const MutexLock lock(mutex_);
    is_cancelled = cancelled_;
    waits_for_credentials_ = !cancelled_;
  }
  if (is_cancelled) return fail(cancelled_error());
  state_->fetcher.fetch(call_.credentials, [self = shared_from_this(), wait](const auto& outcome) {
    outcome.failure ? self->fail(outcome.failure) : self->leave(&outcome.credentials, wait);
  });
}

void Sender::Flight::leave(const Credentials* credentials, Wait wait) try {
  {
    const MutexLock lock(mutex_);
    waits_for_credentials_ = false;
    if (ended_) return;
    if (!cancelled_) {
      HttpRequest request = signed_request(credentials);
      request.delay = wait;
      ticket_ = state_->http.start(
          std::move(request),
          [self = shared_from_this()](HttpOutcome outcome) { self->landed(std::move(outcome)); });
      return;
    }
  }
  fail(cancelled_error());
} catch (...) {
  fail(std::current_exception());
}

HttpRequest Sender::Flight::signed_request(const Credentials* credentials) {
  HttpRequest request = call_.request;
  ++reply_.tries;
  attempt_ = state_->pace.depart();
  if (request.sink) watch_sink(request);
  if (credentials != nullptr) {
    signed_by_ = *credentials;
    signed_with_offset_ = state_->clock_offset;
    sign(request, *credentials, call_.scope, state_->clock.now() + signed_with_offset_,
         call_.payload_sha256);
  }
  return request;
}

void Sender::Flight::watch_sink(HttpRequest& request) {
  request.sink = [this, sink = std::move(request.sink)](std::string_view piece) {
    sink_was_given_ = true;
    sink_threw_ = true;
    sink(piece);
    sink_threw_ = false;
  };
}

void Sender::Flight::landed(HttpOutcome outcome) {
  bool cancelled = false;
  {
    const MutexLock lock(mutex_);
    ticket_.reset();
    cancelled = cancelled_;
  }
  reply_.response = std::move(outcome.response);
  reply_.failure = outcome.error;
  reply_.refusal.reset();
  const auto wait = judge();
  if (cancelled && !reply_.ok()) return fail(cancelled_error());
  if (wait && !state_->closed && can_start_over()) return depart(*wait);
  if (reply_.failure)
    reply_.failure = after_tries(reply_.failure, reply_.tries, state_->clock.elapsed() - began_);
  end(std::move(reply_));
}

void Sender::Flight::end(Reply reply) {
  {
    const MutexLock lock(mutex_);
    if (ended_) return;
    ended_ = true;
  }
  done_(std::move(reply));
}

void Sender::Flight::fail(std::exception_ptr failure) { end({.failure = std::move(failure)}); }

std::optional<Sender::Flight::Wait> Sender::Flight::judge() {
  if (reply_.failure) return after_failure();
  reply_.refusal = find_error(reply_.response);
  if (reply_.refusal) return after_refusal();
  if (call_.accept && !call_.accept(reply_.response)) {
    reply_.failure = std::make_exception_ptr(
        Error(ErrorKind::kUnavailable, "the answer is not what its length or checksum says"));
    return try_later();
  }
  state_->pace.succeeded();
  return std::nullopt;
}

std::optional<Sender::Flight::Wait> Sender::Flight::after_failure() {
  if (sink_threw_) return std::nullopt;
  try {
    std::rethrow_exception(reply_.failure);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kUnavailable) return try_later();
  } catch (...) {  // kept in reply_
  }
  return std::nullopt;
}

std::optional<Sender::Flight::Wait> Sender::Flight::after_refusal() {
  switch (remedy_of(*reply_.refusal)) {
    case Remedy::kRetry:
      return try_later();
    case Remedy::kSlowDown:
      state_->pace.slow_down(attempt_);
      return try_later();
    case Remedy::kClock:
      return correct_clock();
    case Remedy::kRegion:
      return move();
    case Remedy::kRefresh:
      return renew_credentials();
    case Remedy::kNone:
      break;
  }
  if (may_be_expired_token()) return renew_credentials();
  return std::nullopt;
}

/// S3 answers HEAD with an expired token by a bare 400.
bool Sender::Flight::may_be_expired_token() const {
  return reply_.refusal->status == 400 && call_.request.method == "HEAD" && signed_by_ &&
         !signed_by_->session_token.empty();
}

std::optional<Sender::Flight::Wait> Sender::Flight::move() {
  const std::string& region = reply_.refusal->region;
  if (region == call_.scope.region && may_be_expired_token()) return renew_credentials();
  if (moved_ || !call_.move_to_region || region == call_.scope.region) return std::nullopt;
  moved_ = true;
  call_.move_to_region(call_, region);
  return kAtOnce;
}

std::optional<Sender::Flight::Wait> Sender::Flight::correct_clock() {
  const auto theirs = parse_http_date(reply_.response.headers.text("Date"));
  if (!theirs || clock_was_corrected_) return std::nullopt;
  const auto offset = std::chrono::duration_cast<milliseconds>(*theirs - state_->clock.now());
  const bool was_right = std::chrono::abs(offset - signed_with_offset_) < kClockTolerance;
  if (was_right) return renew_credentials();  // EC2 says RequestExpired of a token, too
  clock_was_corrected_ = true;
  state_->clock_offset = offset;
  return kAtOnce;
}

std::optional<Sender::Flight::Wait> Sender::Flight::renew_credentials() {
  if (was_renewed_ || !signed_by_) return std::nullopt;
  was_renewed_ = true;
  if (!call_.credentials->refresh(*signed_by_)) return std::nullopt;
  return kAtOnce;
}

std::optional<Sender::Flight::Wait> Sender::Flight::try_later() {
  if (reply_.tries >= state_->limits.most_tries) return std::nullopt;
  const Wait wait = std::max(jittered(state_->limits, reply_.tries),
                             retry_after(reply_.response, state_->limits));
  if (state_->clock.elapsed() - began_ + wait > state_->limits.budget) return std::nullopt;
  return wait;
}

bool Sender::Flight::can_start_over() {
  if (!sink_was_given_) return true;
  if (!call_.start_over) return false;
  sink_was_given_ = false;
  call_.start_over();
  return true;
}

}  // namespace darties::aws
