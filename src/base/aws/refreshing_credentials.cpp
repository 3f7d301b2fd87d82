#include "base/aws/refreshing_credentials.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "base/error.h"

namespace darties::aws {
namespace {

using TimePoint = Clock::TimePoint;

constexpr std::chrono::minutes kFetchedAhead{5};
constexpr std::chrono::seconds kLastMoment{10};  // a request signed now still has to arrive
constexpr std::chrono::minutes kPauseAfterFailure{1};

class RefreshingCredentials final : public CredentialProvider {
 public:
  RefreshingCredentials(std::function<FoundCredentials()> fetch, Clock& clock)
      : fetch_(std::move(fetch)), clock_(clock) {}

  Credentials get() override {
    const std::lock_guard one_fetches(fetching_);
    if (auto kept = fresh()) return *kept;
    try {
      keep(fetch_());
    } catch (const Error&) {
      if (auto kept = still_valid()) return *kept;
      throw;
    }
    const std::lock_guard lock(mutex_);
    return kept_->credentials;
  }

  std::optional<Credentials> ready() override {
    std::unique_lock nobody_fetches(fetching_, std::try_to_lock);
    return nobody_fetches ? fresh() : valid_until(kLastMoment);
  }

  bool refresh(const Credentials& refused) override {
    const std::lock_guard lock(mutex_);
    if (!kept_) return true;
    const Credentials& kept = kept_->credentials;
    if (kept.access_key_id == refused.access_key_id &&
        kept.session_token == refused.session_token) {
      if (!kept_->renewable) return false;
      refused_ = true;
    }
    return true;
  }

 private:
  /// Those kept, when fetching can wait.
  std::optional<Credentials> fresh() { return valid_until(ahead()); }

  /// Those kept, after fetching others failed; the next one to try waits a while.
  std::optional<Credentials> still_valid() {
    auto kept = valid_until(kLastMoment);
    const std::lock_guard lock(mutex_);
    if (kept) next_fetch_ = clock_.now() + kPauseAfterFailure;
    return kept;
  }

  /// How long before their end others are fetched: less for those that live but a few minutes.
  std::chrono::milliseconds ahead() {
    const std::lock_guard lock(mutex_);
    if (!kept_ || clock_.now() < next_fetch_) return kLastMoment;
    return std::clamp<std::chrono::milliseconds>(lifetime_ / 4, kLastMoment, kFetchedAhead);
  }

  std::optional<Credentials> valid_until(std::chrono::milliseconds margin) {
    const std::lock_guard lock(mutex_);
    if (!kept_ || refused_) return std::nullopt;
    const auto& expires = kept_->credentials.expires;
    if (expires && clock_.now() + margin >= *expires) return std::nullopt;
    return kept_->credentials;
  }

  void keep(FoundCredentials found) {
    const auto expires = found.credentials.expires;
    if (expires && clock_.now() >= *expires) {
      throw Error(ErrorKind::kDenied,
                  "the credentials of {} have expired: get new ones, or set this machine's clock",
                  found.credentials.source);
    }
    const std::lock_guard lock(mutex_);
    if (expires)
      lifetime_ = std::chrono::duration_cast<std::chrono::milliseconds>(*expires - clock_.now());
    kept_ = std::move(found);
    refused_ = false;
    next_fetch_ = {};
  }

  const std::function<FoundCredentials()> fetch_;
  Clock& clock_;
  std::mutex fetching_;  // held by the one who fetches
  std::mutex mutex_;     // guards what follows; taken after fetching_
  std::optional<FoundCredentials> kept_;
  std::chrono::milliseconds lifetime_{0};
  bool refused_ = false;
  TimePoint next_fetch_;
};

}  // namespace

std::shared_ptr<CredentialProvider> refreshing_credentials(std::function<FoundCredentials()> fetch,
                                                           Clock& clock) {
  return std::make_shared<RefreshingCredentials>(std::move(fetch), clock);
}

}  // namespace darties::aws
