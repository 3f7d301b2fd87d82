#pragma once

#include <filesystem>
#include <memory>

#include "lake/store.h"

namespace darties {

/// Opens a file of the machine as if it were an object of a lake.
/// Throws kNotFound (with the nearest name in its folder), kDenied, or kInvalid for a folder.
std::unique_ptr<ObjectReader> open_local_file(const std::filesystem::path& file);

}  // namespace darties
