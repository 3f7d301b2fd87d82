#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lake/store.h"

namespace darties {

/// All regular files below `folder` whose keys start with `prefix`, in byte order of key.
/// Symbolic links are followed; a link that leads nowhere or back to a folder above it is left out.
/// A folder that is not there holds nothing. Throws kDenied for a folder that can not be read, never leaves it out.
std::vector<ObjectInfo> list_folder(const std::filesystem::path& folder, std::string_view prefix);

/// The file that is this very key; nothing when there is none.
std::optional<ObjectInfo> find_in_folder(const std::filesystem::path& folder, std::string_view key);

}  // namespace darties
