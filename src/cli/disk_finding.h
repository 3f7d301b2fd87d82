#pragma once

#include <filesystem>

#include "cli/finding.h"

namespace darties::cli {

/// How much room the disk of this folder, or of the nearest one above it that is there, has left.
Finding look_at_disk(const std::filesystem::path& folder);

}  // namespace darties::cli
