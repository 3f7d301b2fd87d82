#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "lake/transfer.h"

namespace darties {

/// The file below `folder` that an object with this name becomes. Throws kInvalid, naming `shown`, for a name that would
/// leave the folder or that no file can have.
std::filesystem::path file_below(const std::filesystem::path& folder, std::string_view name,
                                 std::string_view shown);

/// Throws kInvalid when one of the items, in order of key, is a file that another needs as a folder.
void refuse_files_in_files(std::span<const TransferItem> items, const Store& store);

/// Sends the file's bytes to its object. Throws kUnavailable when the file changes meanwhile.
void send_file(const TransferItem& item, Store& store, const std::stop_token& stop);

/// Writes the object's bytes to its file, which appears whole; the folders above are made.
void receive_file(const TransferItem& item, Store& store, const std::stop_token& stop);

}  // namespace darties
