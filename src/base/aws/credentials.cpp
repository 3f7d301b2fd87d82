#include "base/aws/credentials.h"

#include <utility>

namespace darties::aws {
namespace {

class FixedCredentials final : public CredentialProvider {
 public:
  explicit FixedCredentials(Credentials credentials) : credentials_(std::move(credentials)) {}

  Credentials get() override { return credentials_; }
  std::optional<Credentials> ready() override { return credentials_; }
  bool refresh(const Credentials&) override { return false; }

 private:
  const Credentials credentials_;
};

}  // namespace

std::shared_ptr<CredentialProvider> fixed_credentials(Credentials credentials) {
  return std::make_shared<FixedCredentials>(std::move(credentials));
}

}  // namespace darties::aws
