#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"

namespace darties {

/// The Error that `error_number` (an errno) stands for. `what` reads well in front of a colon:
/// "cannot read a/b.sql". ENOENT and ENOTDIR are kNotFound; EACCES, EPERM and EROFS kDenied;
/// ENOSPC, EDQUOT, EAGAIN, EMFILE, EIO and the like kUnavailable; names that can not be kInvalid.
Error error_from_errno(int error_number, std::string_view what);

/// How messages call a file: as seen from the current folder when it lies in it, else as it is.
std::string shown_path(const std::filesystem::path& file);

/// The whole file. Throws kNotFound, kDenied, kUnavailable, or kInvalid for a folder; each names
/// the file.
std::string read_file(const std::filesystem::path& file);

/// Replaces the file's content: others see the old or the new one, whole, also after a power cut.
/// The folder must exist. A new file gets `mode` less the user's umask; one that was there keeps its own.
void write_file_atomically(const std::filesystem::path& file, std::string_view bytes,
                           unsigned mode = 0644);

/// Makes sure that a rename or removal in the folder outlives a power cut.
void sync_folder(const std::filesystem::path& folder);

/// Makes the folder and those above it, with the rights that the user's umask leaves.
void make_folders(const std::filesystem::path& folder);

}  // namespace darties
