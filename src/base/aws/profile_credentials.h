#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/aws/access.h"
#include "base/aws/profiles.h"
#include "base/aws/refreshing_credentials.h"
#include "base/aws/role_credentials.h"

namespace darties::aws {

/// AWS_ACCESS_KEY_ID and its companions; nothing when it is not set. Throws kInvalid without the secret.
std::optional<Credentials> environment_credentials(const AccessOptions& options);

/// Follows a profile to its credentials: a role (by source_profile, credential_source or web_identity_token_file), keys, a
/// credential_process.
class ProfileCredentials {
 public:
  ProfileCredentials(Access& access, const Profiles& profiles)
      : access_(access), profiles_(profiles) {}

  /// Nothing when the profile has none of these. Throws kInvalid with file and line for a profile that is not there or
  /// contradicts itself, for roles that lead in a circle, and for sign-in by SSO or MFA; and what the source throws.
  std::optional<FoundCredentials> find(const std::string& name);

 private:
  std::optional<FoundCredentials> find_in(const Profile& profile);
  Credentials role_of(const Profile& profile);
  Credentials source_of(const Profile& profile);
  Credentials source_profile_of(const Profile& profile, const std::string& name);
  RoleRequest role_request(const Profile& profile) const;
  std::optional<FoundCredentials> keys_of(const Profile& profile) const;
  Credentials process_of(const Profile& profile) const;

  Access& access_;
  const Profiles& profiles_;
  std::vector<std::string> path_;  // the profiles that lead to the one being followed
};

}  // namespace darties::aws
