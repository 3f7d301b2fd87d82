#pragma once

#include <filesystem>

namespace darties {

/// Looks into a warehouse's file and changes nothing: nobody else may have it open.
/// Throws what is wrong with it: kInvalid for a folder, a file that is none of DuckDB's or was cut, a database that is no
/// warehouse, a newer format; kDenied when it can not be read.
void inspect_warehouse(const std::filesystem::path& file);

}  // namespace darties
