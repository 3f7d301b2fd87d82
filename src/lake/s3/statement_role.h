#pragma once

#include <memory>
#include <string>

#include "base/aws/credentials.h"

namespace darties {

/// The credentials of a role that a statement names. When it can not be assumed, the error is worded as Redshift does:
/// "User arn:aws:redshift:… is not authorized to assume IAM Role arn:…".
std::shared_ptr<aws::CredentialProvider> statement_role(
    std::shared_ptr<aws::CredentialProvider> role, std::string arn, std::string region);

}  // namespace darties
