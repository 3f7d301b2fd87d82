#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"

namespace darties::aws {

/// Keys that sign requests, and where they came from.
struct Credentials {
  Secret access_key_id;
  Secret secret_access_key;
  Secret session_token;  ///< empty for long-lived keys
  std::optional<std::chrono::system_clock::time_point> expires;
  std::string source;  ///< for people: "profile default of ~/.aws/credentials"; never holds a key
};

/// Gives credentials whenever a request is signed, and gets new ones before they expire.
///
/// Threads: every method may be called from any thread at the same time; one of them fetches, the others wait.
class CredentialProvider {
 public:
  virtual ~CredentialProvider() = default;

  /// Valid now. May ask a file, a process or a service, so it can block.
  /// Throws kDenied when no source has any, naming every source that was tried and what to do; kUnavailable when a
  /// source that must answer does not.
  virtual Credentials get() = 0;

  /// The same when that asks nobody, so that it never blocks; nothing when get() would have to fetch.
  virtual std::optional<Credentials> ready() = 0;

  /// The server called these expired: the next get() fetches new ones. False when the source can not have others
  /// (fixed keys): then asking again is no use.
  virtual bool refresh(const Credentials& refused) = 0;
};

/// Always these keys: those written in a COPY, or in dwh.cfg.
std::shared_ptr<CredentialProvider> fixed_credentials(Credentials credentials);

}  // namespace darties::aws
