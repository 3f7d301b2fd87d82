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
  std::string region;                                ///< empty: nothing says one
  std::string profile;                               ///< "default"
  std::map<std::string, std::string> endpoint_urls;  ///< by service; "" stands for all others
  bool path_style =
      false;  ///< S3: bucket in the path; always so for custom endpoints unless said otherwise
  HttpOptions http;
  std::map<std::string, std::string> environment;  ///< HOME and AWS_… among them
  Secret access_key_id;                            ///< of dwh.cfg [AWS]; win over the chain
  Secret secret_access_key;
  std::string keys_place;  ///< where those two stand: "dwh.cfg:2:1"
  std::string role_arn;    ///< assume this role with what the chain gives
};

/// Reads the options out of the configuration's layers and the process's environment.
AccessOptions access_options(const Config& config, std::map<std::string, std::string> environment);

/// How this process reaches AWS, or what speaks like it: built once, handed down, and lazy: nothing is asked before the first call.
///
/// Threads: every method may be called from any thread at the same time.
class Access {
 public:
  Access(AccessOptions options, Clock& clock);
  ~Access();

  const AccessOptions& options() const;
  /// The region that is said; throws kInvalid, naming the places to say one, when none is.
  std::string region() const;
  /// `region` empty: region(). IAM is global and signs for us-east-1. The partition (China, GovCloud) follows the region.
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
