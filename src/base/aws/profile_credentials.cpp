#include "base/aws/profile_credentials.h"

#include <algorithm>
#include <utility>

#include "base/aws/credential_document.h"
#include "base/aws/credential_process.h"
#include "base/aws/metadata_credentials.h"
#include "base/text.h"

namespace darties::aws {
namespace {

template <class... Args>
[[noreturn]] void refuse(Place place, fmt::format_string<Args...> text, Args&&... args) {
  throw std::move(
      Error(ErrorKind::kInvalid, text, std::forward<Args>(args)...).at(std::move(place)));
}

std::string source_text(const Profile& profile, const std::string& setting) {
  return fmt::format("profile {} ({})", profile.name, to_string(profile.place_of(setting)));
}

/// Runs `work`, whose errors then say which setting led to it.
template <class Work>
auto at_setting(const Profile& profile, const std::string& setting, const Work& work) {
  try {
    return work();
  } catch (Error& error) {
    error.at(profile.place_of(setting));
    error.while_doing(fmt::format("following {} of profile {}", setting, profile.name));
    throw;
  }
}

}  // namespace

std::optional<Credentials> environment_credentials(const AccessOptions& options) {
  const std::string id(trim(options.variable("AWS_ACCESS_KEY_ID")));
  if (id.empty()) return std::nullopt;
  const std::string secret(trim(options.variable("AWS_SECRET_ACCESS_KEY")));
  if (secret.empty()) {
    throw Error(ErrorKind::kInvalid,
                "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not: set both or neither");
  }
  return Credentials{
      .access_key_id = Secret(id),
      .secret_access_key = Secret(secret),
      .session_token = Secret(std::string(trim(options.variable("AWS_SESSION_TOKEN")))),
      .source = "AWS_ACCESS_KEY_ID of the environment"};
}

std::optional<FoundCredentials> ProfileCredentials::find(const std::string& name) {
  const Profile* profile = profiles_.find(name);
  if (profile == nullptr) {
    throw Error(ErrorKind::kInvalid, "no profile '{}' in {}{}", name, profiles_.files(),
                suggestion(name, profiles_.names()));
  }
  path_.push_back(name);
  auto found = find_in(*profile);
  path_.pop_back();
  return found;
}

std::optional<FoundCredentials> ProfileCredentials::find_in(const Profile& profile) {
  if (profile.has("role_arn")) return FoundCredentials{role_of(profile), true};
  if (auto keys = keys_of(profile)) return keys;
  if (profile.has("credential_process")) return FoundCredentials{process_of(profile), true};
  for (const std::string setting : {"sso_session", "sso_start_url"}) {
    if (!profile.has(setting)) continue;
    refuse(profile.place_of(setting),
           "profile {} signs in by SSO, which darties leaves to the AWS CLI: give a profile "
           "credential_process = aws configure export-credentials --profile {} --format process",
           profile.name, profile.name);
  }
  return std::nullopt;
}

Credentials ProfileCredentials::role_of(const Profile& profile) {
  const RoleRequest request = role_request(profile);
  const std::string token_file = profile.text("web_identity_token_file");
  return at_setting(profile, "role_arn", [&] {
    if (!token_file.empty()) return assume_role_with_web_identity(access_, request, token_file);
    return assume_role(access_, request, fixed_credentials(source_of(profile)));
  });
}

RoleRequest ProfileCredentials::role_request(const Profile& profile) const {
  if (profile.has("mfa_serial")) {
    refuse(
        profile.place_of("mfa_serial"),
        "profile {} asks for an MFA code, which darties can not ask for: sign in with the AWS CLI "
        "and use credential_process",
        profile.name);
  }
  RoleRequest request{.role_arn = profile.text("role_arn"),
                      .external_id = profile.text("external_id"),
                      .duration_seconds = profile.text("duration_seconds"),
                      .region = profile.text("region")};
  if (profile.has("role_session_name")) request.session_name = profile.text("role_session_name");
  return request;
}

Credentials ProfileCredentials::source_of(const Profile& profile) {
  const std::string name = profile.text("source_profile");
  const std::string source = profile.text("credential_source");
  if (name.empty() == source.empty()) {
    refuse(profile.place_of("role_arn"),
           "role_arn of profile {} needs one of source_profile, credential_source and "
           "web_identity_token_file",
           profile.name);
  }
  if (!name.empty()) return source_profile_of(profile, name);
  std::optional<Credentials> found;
  if (source == "Environment") {
    found = environment_credentials(access_.options());
  } else if (source == "Ec2InstanceMetadata") {
    found = instance_credentials(access_);
  } else if (source == "EcsContainer") {
    found = container_credentials(access_);
  } else {
    refuse(profile.place_of("credential_source"),
           "credential_source must be Environment, Ec2InstanceMetadata or EcsContainer, found: {}",
           source);
  }
  if (found) return *found;
  throw Error(ErrorKind::kDenied, "credential_source {} gives no credentials here", source);
}

Credentials ProfileCredentials::source_profile_of(const Profile& profile, const std::string& name) {
  std::optional<FoundCredentials> found;
  if (name == profile.name) {
    found = keys_of(profile);  // a role beside the keys that may assume it
  } else if (std::find(path_.begin(), path_.end(), name) != path_.end()) {
    refuse(profile.place_of("source_profile"), "source_profile leads in a circle: {} -> {}",
           join(path_, " -> "), name);
  } else {
    found = find(name);
  }
  if (found) return found->credentials;
  refuse(profile.place_of("source_profile"), "source_profile {} has no credentials", name);
}

std::optional<FoundCredentials> ProfileCredentials::keys_of(const Profile& profile) const {
  const std::string id = profile.text("aws_access_key_id");
  const std::string secret = profile.text("aws_secret_access_key");
  if (id.empty() && secret.empty()) return std::nullopt;
  if (id.empty() || secret.empty()) {
    refuse(profile.place_of(id.empty() ? "aws_secret_access_key" : "aws_access_key_id"),
           "profile {} needs both aws_access_key_id and aws_secret_access_key", profile.name);
  }
  const std::string token = profile.text("aws_session_token");
  return FoundCredentials{{.access_key_id = Secret(id),
                           .secret_access_key = Secret(secret),
                           .session_token = Secret(token),
                           .source = source_text(profile, "aws_access_key_id")},
                          !token.empty()};
}

Credentials ProfileCredentials::process_of(const Profile& profile) const {
  return at_setting(profile, "credential_process", [&] {
    const std::string answer =
        run_credential_process(split_command(profile.text("credential_process")));
    Credentials credentials = read_credentials(answer, CredentialDialect::kProcess);
    credentials.source = "credential_process of " + source_text(profile, "credential_process");
    return credentials;
  });
}

}  // namespace darties::aws
