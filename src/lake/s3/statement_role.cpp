#include "lake/s3/statement_role.h"

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

class StatementRole final : public aws::CredentialProvider {
 public:
  StatementRole(std::shared_ptr<aws::CredentialProvider> role, std::string arn, std::string region)
      : role_(std::move(role)), arn_(std::move(arn)), region_(std::move(region)) {}

  aws::Credentials get() override {
    try {
      return role_->get();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kDenied) throw;
      const auto parts = split(arn_, ':');
      throw Error(ErrorKind::kDenied,
                  "User arn:aws:redshift:{}:{}:dbuser:darties/awsuser is not authorized to assume "
                  "IAM Role {}. ({})",
                  region_, parts.size() > 4 ? parts[4] : "", arn_, error.what());
    }
  }
  std::optional<aws::Credentials> ready() override { return role_->ready(); }
  bool refresh(const aws::Credentials& refused) override { return role_->refresh(refused); }

 private:
  std::shared_ptr<aws::CredentialProvider> role_;  // shared with other statements of this role
  const std::string arn_;
  const std::string region_;
};

}  // namespace

std::shared_ptr<aws::CredentialProvider> statement_role(
    std::shared_ptr<aws::CredentialProvider> role, std::string arn, std::string region) {
  return std::make_shared<StatementRole>(std::move(role), std::move(arn), std::move(region));
}

}  // namespace darties
