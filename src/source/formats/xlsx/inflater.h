#pragma once

#include <memory>
#include <string>

#include "source/formats/xlsx/zip_archive.h"

namespace darties::xlsx {

/// Unpacks a part and compares its size and checksum with what the directory says. `bytes` must
/// outlive the reader.
std::unique_ptr<PartReader> open_part(ObjectReader& bytes, const Part& part,
                                      const std::string& workbook, const Limits& limits);

}  // namespace darties::xlsx
