#pragma once

#include <functional>
#include <map>
#include <memory>

#include "base/aws/credentials.h"
#include "base/mutex.h"

namespace darties::aws {

/// Asks providers for credentials where the one who needs them must not wait: on a thread for each provider, so that
/// one which needs another one's first is no deadlock.
///
/// Threads: every method may be called from any thread at the same time.
class CredentialFetcher {
 public:
  /// What get() gave, or what it threw.
  struct Outcome {
    Credentials credentials;
    std::exception_ptr failure;
  };
  using Done = std::function<void(const Outcome&)>;

  CredentialFetcher();
  ~CredentialFetcher();

  /// `done` is called once, on the provider's thread, and must not throw. After close() it is called at once, with
  /// kCancelled.
  void fetch(const std::shared_ptr<CredentialProvider>& provider, Done done);
  /// Waits for what is being asked; what still waits for its turn gets kCancelled.
  void close();

 private:
  class Asker;
  Mutex mutex_;
  bool closed_ GUARDED_BY(mutex_) = false;
  std::map<CredentialProvider*, std::unique_ptr<Asker>> askers_ GUARDED_BY(mutex_);
};

}  // namespace darties::aws
