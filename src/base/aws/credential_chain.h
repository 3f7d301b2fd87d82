#pragma once

#include <memory>

#include "base/aws/access.h"

namespace darties::aws {

/// The usual sources one after the other, asked when credentials are needed: keys of the project, AWS_ACCESS_KEY_ID,
/// web identity, the profile, the container, instance metadata. What it gives is kept and refreshed.
/// `access` must outlive it.
std::shared_ptr<CredentialProvider> credential_chain(Access& access);

/// What assuming `role_arn` with the credentials of `source` gives; kept and refreshed.
std::shared_ptr<CredentialProvider> assumed_role(Access& access, std::string role_arn,
                                                 std::shared_ptr<CredentialProvider> source);

}  // namespace darties::aws
