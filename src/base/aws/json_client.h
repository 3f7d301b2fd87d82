#pragma once

#include <initializer_list>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/aws/access.h"
#include "base/aws/service_error.h"

namespace darties::aws {

/// A service that speaks AWS's JSON protocol, and where it is found.
struct JsonService {
  std::string_view name;     ///< of the endpoint and of the signature: "redshift-serverless"
  std::string_view target;   ///< in front of the action in X-Amz-Target: "RedshiftServerless"
  std::string_view version;  ///< of the protocol: "1.1"
};
inline constexpr JsonService kRedshiftServerless{"redshift-serverless", "RedshiftServerless",
                                                 "1.1"};
inline constexpr JsonService kRedshiftData{"redshift-data", "RedshiftData", "1.1"};
inline constexpr JsonService kSecretsManager{"secretsmanager", "secretsmanager", "1.1"};

/// An answer: a JSON document as text, or one of the refusals the caller expects.
struct JsonAnswer {
  std::string document;  ///< "{}" when the service says nothing
  std::optional<ServiceError> refusal;
};

/// Calls such a service.
///
///     JsonClient serverless(access, kRedshiftServerless);
///     const auto answer = serverless.call("GetWorkgroup", request.dump(), {"ResourceNotFoundException"});
///
/// Errors: as QueryClient's: what is not expected throws, and kDenied names the permission.
class JsonClient {
 public:
  JsonClient(Access& access, JsonService service, std::string region = "");

  JsonAnswer call(std::string_view action, std::string_view document,
                  std::initializer_list<std::string_view> expected = {},
                  const std::stop_token& stop = {});

 private:
  Access& access_;
  JsonService service_;
  std::string region_;
};

}  // namespace darties::aws
