#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace darties {

/// A folder of the real data, which is no part of the repository: ../shared/data beside the project, or below $DARTIES_SHARED.
/// An empty path when it is absent: the test then skips and says so.
inline std::filesystem::path shared_data(const std::string& name) {
  const char* shared = std::getenv("DARTIES_SHARED");
  const auto root =
      shared != nullptr ? std::filesystem::path(shared) : std::filesystem::path("..") / "shared";
  const auto folder = root / "data" / name;
  return std::filesystem::is_directory(folder) ? folder : std::filesystem::path();
}

}  // namespace darties
