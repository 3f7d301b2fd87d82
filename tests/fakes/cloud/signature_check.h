#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "fakes/cloud/text.h"
#include "fakes/cloud/wire.h"

namespace darties::fakes {

/// A key pair that the account knows.
struct AccessKey {
  std::string id;
  std::string secret;
  std::string token;            ///< of a session; empty for long-lived keys
  std::optional<Time> expires;  ///< as the fake's clock sees it
  std::string arn = "arn:aws:iam::123456789012:user/tester";
};

/// All key pairs of the account.
/// Threads: every method may be called from any thread at the same time.
class KeyRing {
 public:
  void add(AccessKey key);
  std::optional<AccessKey> find(const std::string& id) const;
  /// Makes a session of this role with keys of its own.
  AccessKey make_session(const std::string& role_arn, const std::string& name, Time expires);

 private:
  mutable std::mutex mutex_;  // guards keys_ and sessions_
  std::map<std::string, AccessKey> keys_;
  int sessions_ = 0;
};

/// What a signature was found to be.
enum class Verdict {
  kGood,
  kUnsigned,
  kMalformed,
  kUnknownKey,
  kWrongToken,
  kExpired,
  kSkewed,
  kWrong,
  kWrongRegion,
  kHeaderNotSigned,
  kNoPayloadHash,
  kWrongPayloadHash
};

struct Identity {
  Verdict verdict = Verdict::kUnsigned;
  std::string detail;   ///< for people: what was expected
  std::string service;  ///< of the scope
  std::string region;
  AccessKey key;
};

/// Verifies a Signature Version 4 in headers, by the published rules alone: none of the product's code is used.
/// `region` empty: any will do. `now` is the clock of the server.
Identity check_signature(const WireRequest& request, const KeyRing& keys, std::string_view region,
                         Time now);

}  // namespace darties::fakes
