#include "base/aws/role_credentials.h"

#include <utility>

#include "base/aws/iso_time.h"
#include "base/aws/query_client.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace darties::aws {
namespace {

QueryParameters parameters_of(const RoleRequest& role) {
  QueryParameters parameters = {{"RoleArn", role.role_arn}, {"RoleSessionName", role.session_name}};
  if (!role.external_id.empty()) parameters.emplace_back("ExternalId", role.external_id);
  if (!role.duration_seconds.empty())
    parameters.emplace_back("DurationSeconds", role.duration_seconds);
  return parameters;
}

Credentials read_answer(const XmlNode& result, std::string source) {
  const XmlNode node = result.at("Credentials");
  Credentials credentials{.access_key_id = Secret(node.text("AccessKeyId")),
                          .secret_access_key = Secret(node.text("SecretAccessKey")),
                          .session_token = Secret(node.text("SessionToken")),
                          .expires = parse_iso_time(node.text("Expiration")),
                          .source = std::move(source)};
  if (credentials.access_key_id.empty() || credentials.secret_access_key.empty())
    throw Error(ErrorKind::kUnavailable, "the answer of STS holds no credentials");
  return credentials;
}

Credentials call_sts(QueryClient sts, std::string_view action, const RoleRequest& role,
                     const QueryParameters& parameters, const std::string& by) {
  try {
    return read_answer(sts.call(action, parameters).result,
                       fmt::format("role {}, assumed with {}", role.role_arn, by));
  } catch (Error& error) {
    error.while_doing(fmt::format("assuming role {} with {}", role.role_arn, by));
    throw;
  }
}

}  // namespace

Credentials assume_role(Access& access, const RoleRequest& role,
                        std::shared_ptr<CredentialProvider> source) {
  const std::string by = source->get().source;
  return call_sts(QueryClient(access, "sts", role.region, std::move(source)), "AssumeRole", role,
                  parameters_of(role), by);
}

Credentials assume_role_with_web_identity(Access& access, const RoleRequest& role,
                                          const std::string& token_file) {
  QueryParameters parameters = parameters_of(role);
  parameters.emplace_back("WebIdentityToken", trim(read_file(token_file)));
  return call_sts(QueryClient(access, "sts", role.region, nullptr), "AssumeRoleWithWebIdentity",
                  role, parameters, "web identity " + token_file);
}

}  // namespace darties::aws
