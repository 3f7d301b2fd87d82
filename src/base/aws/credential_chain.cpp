#include "base/aws/credential_chain.h"

#include "base/error.h"

namespace darties::aws {

std::shared_ptr<CredentialProvider> credential_chain(Access& access) {
  const AccessOptions& options = access.options();
  if (!options.access_key_id.empty()) {
    return fixed_credentials({.access_key_id = options.access_key_id,
                              .secret_access_key = options.secret_access_key,
                              .session_token = options.session_token,
                              .source = options.keys_place});
  }
  if (!options.variable("AWS_ACCESS_KEY_ID").empty()) {
    return fixed_credentials(
        {.access_key_id = Secret(options.variable("AWS_ACCESS_KEY_ID")),
         .secret_access_key = Secret(options.variable("AWS_SECRET_ACCESS_KEY")),
         .session_token = Secret(options.variable("AWS_SESSION_TOKEN")),
         .source = "AWS_ACCESS_KEY_ID of the environment"});
  }
  throw Error(ErrorKind::kDenied,
              "no credentials for AWS: put KEY and SECRET into [AWS] of dwh.cfg, or set "
              "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
}

std::shared_ptr<CredentialProvider> assumed_role(Access&, std::string role_arn,
                                                 std::shared_ptr<CredentialProvider>) {
  throw Error(ErrorKind::kInvalid, "roles can not be assumed yet: {}", role_arn);
}

}  // namespace darties::aws
