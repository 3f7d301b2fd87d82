#pragma once

#include <string_view>

namespace darties {

/// How the names of files begin that are still being written. Never listed, never a key.
inline constexpr std::string_view kTemporaryPrefix = ".darties-writing.";

/// Throws kInvalid, naming the key by `shown`, unless the key can be a file below a folder: parts joined by '/', none
/// empty, "." or "..", none longer than a file name may be, no NUL.
void check_folder_key(std::string_view key, std::string_view shown);

}  // namespace darties
