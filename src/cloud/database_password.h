#pragma once

#include <filesystem>

#include "base/secret.h"

namespace darties::cloud {

/// The password of the database's first user that this project generated: kept in a file of mode 0600 in its state folder and
/// nowhere else. Made on first call, so that a cluster asked for twice gets the same one.
Secret kept_password(const std::filesystem::path& state_folder);

/// Deletes the file; none is no error.
void forget_password(const std::filesystem::path& state_folder);

std::filesystem::path password_file(const std::filesystem::path& state_folder);

/// 32 letters and digits of all kinds that Redshift asks for.
Secret generate_password();

}  // namespace darties::cloud
