#include "base/aws/credential_chain.h"

#include <utility>
#include <vector>

#include "base/aws/metadata_credentials.h"
#include "base/aws/profile_credentials.h"
#include "base/aws/profiles.h"
#include "base/aws/refreshing_credentials.h"
#include "base/aws/role_credentials.h"
#include "base/error.h"
#include "base/text.h"

namespace darties::aws {
namespace {

/// One walk along the sources. Each gives credentials, or nothing and a word why.
class Walk {
 public:
  explicit Walk(Access& access) : access_(access), options_(access.options()) {}

  FoundCredentials find() {
    using Source = std::optional<FoundCredentials> (Walk::*)();
    constexpr Source kSources[] = {&Walk::project,      &Walk::said_profile, &Walk::environment,
                                   &Walk::web_identity, &Walk::profile,      &Walk::container,
                                   &Walk::instance};
    for (const Source source : kSources) {
      if (auto found = (this->*source)()) return *std::move(found);
    }
    throw Error(ErrorKind::kDenied,
                "no credentials for AWS: put KEY and SECRET into [AWS] of dwh.cfg, name a profile "
                "by AWS_PROFILE or aws.profile, or set AWS_ACCESS_KEY_ID. Looked at {}",
                join(tried_, ", "));
  }

 private:
  std::optional<FoundCredentials> nothing(std::string source, std::string_view why) {
    tried_.push_back(fmt::format("{} ({})", source, why));
    return std::nullopt;
  }

  std::optional<FoundCredentials> project() {
    if (options_.access_key_id.empty()) return nothing("[AWS] of dwh.cfg", "no KEY");
    return FoundCredentials{{.access_key_id = options_.access_key_id,
                             .secret_access_key = options_.secret_access_key,
                             .session_token = options_.session_token,
                             .source = fmt::format("KEY and SECRET ({})", options_.keys_place)}};
  }

  std::optional<FoundCredentials> said_profile() {
    return options_.profile_is_said ? by_profile() : std::nullopt;
  }

  std::optional<FoundCredentials> environment() {
    const auto found = environment_credentials(options_);
    return found ? FoundCredentials{*found} : nothing("AWS_ACCESS_KEY_ID", "not set");
  }

  std::optional<FoundCredentials> web_identity() {
    const std::string token_file = options_.variable("AWS_WEB_IDENTITY_TOKEN_FILE");
    if (token_file.empty()) return nothing("AWS_WEB_IDENTITY_TOKEN_FILE", "not set");
    RoleRequest role{.role_arn = options_.variable("AWS_ROLE_ARN")};
    if (role.role_arn.empty()) {
      throw Error(
          ErrorKind::kInvalid,
          "AWS_WEB_IDENTITY_TOKEN_FILE is set and AWS_ROLE_ARN is not: set both or neither");
    }
    const std::string name = options_.variable("AWS_ROLE_SESSION_NAME");
    if (!name.empty()) role.session_name = name;
    return FoundCredentials{assume_role_with_web_identity(access_, role, token_file), true};
  }

  std::optional<FoundCredentials> profile() {
    return options_.profile_is_said ? std::nullopt : by_profile();
  }

  std::optional<FoundCredentials> by_profile() {
    const Profiles profiles = Profiles::load(options_.environment);
    const std::string& name = options_.profile;
    const std::string what = fmt::format("profile {} of {}", name, profiles.files());
    const bool missing = profiles.find(name) == nullptr;
    if (missing && !profiles.unreadable().empty()) {
      throw Error(ErrorKind::kDenied,
                  "{} may not be read, and it may hold profile {}: no other credentials are tried. "
                  "Let this user read it, or name another file by AWS_SHARED_CREDENTIALS_FILE or "
                  "AWS_CONFIG_FILE",
                  profiles.unreadable(), name);
    }
    if (name == "default" && missing) return nothing(what, "not there");
    auto found = ProfileCredentials(access_, profiles).find(name);
    return found ? found : nothing(what, "no credentials in it");
  }

  std::optional<FoundCredentials> container() {
    const auto found = container_credentials(access_);
    return found ? FoundCredentials{*found, true}
                 : nothing("AWS_CONTAINER_CREDENTIALS_…_URI", "not set");
  }

  std::optional<FoundCredentials> instance() {
    const auto found = instance_credentials(access_);
    return found ? FoundCredentials{*found, true}
                 : nothing("instance metadata", "switched off, no answer, or no role");
  }

  Access& access_;
  const AccessOptions& options_;
  std::vector<std::string> tried_;
};

}  // namespace

std::shared_ptr<CredentialProvider> credential_chain(Access& access) {
  return refreshing_credentials([&access] { return Walk(access).find(); }, access.clock());
}

std::shared_ptr<CredentialProvider> assumed_role(Access& access, std::string role_arn,
                                                 std::shared_ptr<CredentialProvider> source) {
  return refreshing_credentials(
      [&access, role = RoleRequest{.role_arn = std::move(role_arn)}, source] {
        return FoundCredentials{assume_role(access, role, source), true};
      },
      access.clock());
}

}  // namespace darties::aws
