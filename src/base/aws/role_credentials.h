#pragma once

#include <memory>
#include <string>

#include "base/aws/access.h"

namespace darties::aws {

/// A role to assume.
struct RoleRequest {
  std::string role_arn;
  std::string session_name = "darties";  ///< what the account's trail shows
  std::string external_id;
  std::string duration_seconds;  ///< empty: an hour
  std::string region;            ///< of STS; empty: the access's
};

/// Asks STS for the role's credentials, signed by `source`.
Credentials assume_role(Access& access, const RoleRequest& role,
                        std::shared_ptr<CredentialProvider> source);

/// The same with the token in this file in place of a signature. The file is read each time, since it changes.
Credentials assume_role_with_web_identity(Access& access, const RoleRequest& role,
                                          const std::string& token_file);

}  // namespace darties::aws
