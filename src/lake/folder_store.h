#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "lake/store.h"

namespace darties {

/// A store that keeps each object as a file below `folder`. Keys with empty, "." or ".." parts are refused.
/// Writes go to a temporary file beside the object, are synced, then renamed. Leftovers of killed writers are
/// never listed. `url` is how objects are shown to people, for instance "s3://bucket".
std::unique_ptr<Store> open_folder_store(std::filesystem::path folder, std::string url);

}  // namespace darties
