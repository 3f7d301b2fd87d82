#include "base/aws/access.h"

#include <mutex>
#include <utility>

#include "base/aws/credential_chain.h"

namespace darties::aws {

struct Access::Parts {
  AccessOptions options;
  Clock& clock;

  std::recursive_mutex mutex;                       // guards the parts below while they are made
  std::shared_ptr<CredentialProvider> credentials;  // shared with the calls signed by it
  std::map<std::string, std::shared_ptr<CredentialProvider>> roles;  // likewise
  std::unique_ptr<HttpClient> http;
  std::unique_ptr<Sender> sender;  // ends before the client, and both before the credentials
};

Access::Access(AccessOptions options, Clock& clock)
    : parts_(new Parts{.options = std::move(options), .clock = clock}) {}

Access::~Access() = default;

const AccessOptions& Access::options() const { return parts_->options; }

std::string Access::region() const { return endpoint("s3").region; }

Endpoint Access::endpoint(std::string_view service, std::string_view region) const {
  return endpoint_of(parts_->options, service, region);
}

HttpClient& Access::http() {
  const std::lock_guard lock(parts_->mutex);
  if (!parts_->http) parts_->http = std::make_unique<HttpClient>(parts_->options.http);
  return *parts_->http;
}

Sender& Access::sender() {
  const std::lock_guard lock(parts_->mutex);
  if (!parts_->sender)
    parts_->sender = std::make_unique<Sender>(http(), parts_->clock, parts_->options.retries);
  return *parts_->sender;
}

Clock& Access::clock() { return parts_->clock; }

std::shared_ptr<CredentialProvider> Access::credentials() {
  const std::lock_guard lock(parts_->mutex);
  if (parts_->credentials) return parts_->credentials;
  const auto chain = credential_chain(*this);
  const std::string& role_arn = parts_->options.role_arn;
  parts_->credentials = role_arn.empty() ? chain : assumed_role(*this, role_arn, chain);
  return parts_->credentials;
}

std::shared_ptr<CredentialProvider> Access::assume_role(const std::string& role_arn) {
  const std::lock_guard lock(parts_->mutex);
  auto& role = parts_->roles[role_arn];
  if (!role) role = assumed_role(*this, role_arn, credentials());
  return role;
}

}  // namespace darties::aws
