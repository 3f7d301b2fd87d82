#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/aws/credentials.h"
#include "base/aws/sender.h"
#include "base/clock.h"
#include "base/http/http_client.h"

namespace darties {
class Config;
}

namespace darties::aws {

/// Where a service listens, and for which region its calls are signed.
struct Endpoint {
  std::string url;      ///< "https://redshift.eu-west-1.amazonaws.com", without a last '/'
  std::string region;   ///< the signature's
  bool custom = false;  ///< said by the user: not AWS itself
};

/// What reaching AWS needs to know: `aws.*` of darties.yml and dwh.cfg, AWS_… of the environment, ~/.aws.
struct AccessOptions {
  std::string region;  ///< empty: nothing says one
  std::string profile = "default";
  bool profile_is_said = false;  ///< by the project: wins over AWS_ACCESS_KEY_ID
  std::map<std::string, std::string> endpoint_urls;  ///< by service; "" stands for all others
  bool path_style =
      false;  ///< S3: bucket in the path; always so for custom endpoints unless said otherwise
  bool requester_pays = false;  ///< S3: the one who asks accepts to be charged for it
  HttpOptions http;
  HttpLimits limits;  ///< of calls of Query and JSON services
  RetryLimits retries;
  std::map<std::string, std::string> environment;  ///< HOME and AWS_… among them
  Secret access_key_id;                            ///< of dwh.cfg [AWS]; win over the chain
  Secret secret_access_key;
  Secret session_token;
  std::string keys_place;  ///< where those stand: "dwh.cfg:2:1"
  std::string role_arn;    ///< assume this role with what the chain gives

  std::string variable(const std::string& name) const;  ///< of the environment; empty when unset
};

/// Reads the options out of the configuration's layers, the environment and the profile. Throws kInvalid with the place
/// for half a pair of keys, keys in darties.yml, a URL or number that is none.
AccessOptions access_options(const Config& config, std::map<std::string, std::string> environment);

/// The process's HOME and AWS_… variables.
std::map<std::string, std::string> aws_environment();

/// Where `service` listens by these options. IAM is global and signs for us-east-1; the partition (China, GovCloud)
/// follows the region. `region` empty: that of the options; without any, kInvalid names the places
/// to say one (a global service and an endpoint of the user's own need none).
Endpoint endpoint_of(const AccessOptions& options, std::string_view service,
                     std::string_view region = "");

/// How this process reaches AWS, or what speaks like it: built once, handed down, and lazy: nothing is asked before the first call.
///
/// Threads: every method may be called from any thread at the same time.
class Access {
 public:
  Access(AccessOptions options, Clock& clock);
  ~Access();

  const AccessOptions& options() const;
  /// The region that buckets are signed for unless they say another; throws kInvalid as endpoint_of does.
  std::string region() const;
  /// See endpoint_of.
  Endpoint endpoint(std::string_view service, std::string_view region = "") const;

  HttpClient& http();
  Sender& sender();
  Clock& clock();
  /// The chain: dwh.cfg, AWS_* variables, profiles (role_arn, source_profile, credential_process), web identity, container, instance metadata.
  std::shared_ptr<CredentialProvider> credentials();
  /// What `role_arn` gives when assumed with the chain's credentials; kept and refreshed.
  std::shared_ptr<CredentialProvider> assume_role(const std::string& role_arn);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace darties::aws
