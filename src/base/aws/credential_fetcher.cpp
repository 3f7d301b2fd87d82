#include "base/aws/credential_fetcher.h"

#include <condition_variable>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/mutex.h"

namespace darties::aws {
namespace {

CredentialFetcher::Outcome cancelled() {
  return {.failure = std::make_exception_ptr(
              Error(ErrorKind::kCancelled, "stopped while waiting for credentials"))};
}

CredentialFetcher::Outcome ask(CredentialProvider& provider) {
  try {
    return {.credentials = provider.get()};
  } catch (...) {
    return {.failure = std::current_exception()};
  }
}

}  // namespace

/// One provider's thread; those who wait are served together.
class CredentialFetcher::Asker {
 public:
  explicit Asker(std::shared_ptr<CredentialProvider> provider)
      : provider_(std::move(provider)),
        thread_([this](const std::stop_token& stop) { work(stop); }) {}

  void add(Done done) {
    const MutexLock lock(mutex_);
    waiting_.push_back(std::move(done));
    someone_waits_.notify_one();
  }

 private:
  void work(const std::stop_token& stop) {
    while (has_work(stop)) serve(stop.stop_requested() ? cancelled() : ask(*provider_));
  }

  /// Waits for someone. After a stop those who are there are still served.
  bool has_work(const std::stop_token& stop) {
    MutexLock lock(mutex_);
    return someone_waits_.wait(lock, stop, [&]() REQUIRES(mutex_) { return !waiting_.empty(); });
  }

  void serve(const Outcome& outcome) {
    std::vector<Done> served;
    {
      const MutexLock lock(mutex_);
      served.swap(waiting_);
    }
    for (const Done& done : served) done(outcome);
  }

  const std::shared_ptr<CredentialProvider> provider_;  // shared with whoever signs by it
  Mutex mutex_;
  std::condition_variable_any someone_waits_;
  std::vector<Done> waiting_ GUARDED_BY(mutex_);
  std::jthread thread_;  // the last member: it uses the others
};

CredentialFetcher::CredentialFetcher() = default;

CredentialFetcher::~CredentialFetcher() { close(); }

void CredentialFetcher::fetch(const std::shared_ptr<CredentialProvider>& provider, Done done) {
  {
    const MutexLock lock(mutex_);
    if (!closed_) {
      auto& asker = askers_[provider.get()];
      if (!asker) asker = std::make_unique<Asker>(provider);
      return asker->add(std::move(done));
    }
  }
  done(cancelled());
}

void CredentialFetcher::close() {
  std::map<CredentialProvider*, std::unique_ptr<Asker>> askers;
  {
    const MutexLock lock(mutex_);
    closed_ = true;
    askers.swap(askers_);
  }
}  // each Asker joins its thread here

}  // namespace darties::aws
