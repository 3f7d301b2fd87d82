#pragma once

#include <string>

#include "base/secret.h"
#include "cli/house.h"

namespace darties::cli {

/// Asks for a new password: twice and without echo on a terminal, else the first line of stdin.
/// Throws kInvalid when the two differ, or it is shorter than 8 characters or longer than 1,024 bytes.
Secret read_new_password(House& house);

/// The password's Argon2id hash in libsodium's text form ("$argon2id$v=19$…"), salt included.
std::string hash_password(const Secret& password);
bool password_matches(const Secret& password, const std::string& hash);

}  // namespace darties::cli
