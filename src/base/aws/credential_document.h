#pragma once

#include <string>
#include <string_view>

#include "base/aws/credentials.h"

namespace darties::aws {

/// Who wrote a document of credentials: they differ in how the token is called and in what else must be there.
enum class CredentialDialect { kProcess, kMetadata };

/// Reads the JSON that a credential_process, a container or instance metadata gives. Throws kInvalid for one that is
/// none, saying what is missing and never repeating any of it; kDenied where it says that there are none.
Credentials read_credentials(std::string_view json, CredentialDialect dialect);

}  // namespace darties::aws
