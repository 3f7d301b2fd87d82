#pragma once

#include <cstdint>

namespace darties::xlsx {

/// What a workbook may at most unpack to. A zip of a few kilobytes can unpack to terabytes; real
/// sheets shrink to a tenth, those full of the same value to a hundredth.
struct Limits {
  std::uint64_t ratio = 500;                     ///< unpacked bytes for each packed byte ...
  std::uint64_t ratio_from_bytes = 16ull << 20;  ///< ... once a part is larger than this
  std::uint64_t part_bytes = 32ull << 30;        ///< of a sheet or of the shared strings
  std::uint64_t small_part_bytes = 64ull << 20;  ///< of workbook.xml, styles.xml and the like
  std::uint64_t row_bytes = 64ull << 20;         ///< of one row's XML, which must fit in memory
  std::uint64_t cell_bytes = 16ull << 20;        ///< of one cell's XML, or of one shared string's
  std::uint64_t parts = 65535;                   ///< files in the zip
};

}  // namespace darties::xlsx
