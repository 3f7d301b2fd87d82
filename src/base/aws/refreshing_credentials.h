#pragma once

#include <functional>
#include <memory>

#include "base/aws/credentials.h"
#include "base/clock.h"

namespace darties::aws {

/// What a source gave.
struct FoundCredentials {
  Credentials credentials;
  bool renewable = false;  ///< asking the source again may give others
};

/// Keeps what `fetch` gives and fetches anew before it expires: ahead of time, by one caller while the others go on with
/// the old ones. When that fails and the old ones are still valid, they are used and the source is left alone for a
/// minute.
std::shared_ptr<CredentialProvider> refreshing_credentials(std::function<FoundCredentials()> fetch,
                                                           Clock& clock);

}  // namespace darties::aws
