#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/aws/access.h"
#include "base/aws/service_error.h"
#include "base/xml.h"

namespace darties::aws {

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

/// An answer of a Query service.
struct QueryAnswer {
  XmlNode
      result;  ///< below <OpResult>, or the response itself where there is no such element (EC2, some of IAM)
  std::optional<ServiceError> refusal;  ///< one of the codes the caller expects
};

/// Calls a service that speaks AWS's Query protocol: redshift, iam, sts, ec2.
///
///     QueryClient iam(access, "iam");
///     const auto answer = iam.call("GetRole", {{"RoleName", name}}, {"NoSuchEntity"});
///     if (answer.refusal) create(name); else use(answer.result.text("Role/Arn"));
///
/// Errors: what is not expected throws, as to_error says, with the action's name: kDenied names the permission ("iam:GetRole").
class QueryClient {
 public:
  /// Signs with the access's credentials.
  QueryClient(Access& access, std::string service, std::string region = "");
  /// Signs with these; null: not at all.
  QueryClient(Access& access, std::string service, std::string region,
              std::shared_ptr<CredentialProvider> credentials);

  QueryAnswer call(std::string_view action, const QueryParameters& parameters,
                   std::initializer_list<std::string_view> expected = {},
                   const std::stop_token& stop = {});

 private:
  Access& access_;
  std::string service_;
  std::string region_;
  std::optional<std::shared_ptr<CredentialProvider>> credentials_;  // none: those of the access
};

}  // namespace darties::aws
