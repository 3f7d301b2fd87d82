#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace darties {

/// The last row and column a sheet can have, as Excel draws them: XFD1048576.
inline constexpr std::uint32_t kMaxRow = 1048576;
inline constexpr std::uint32_t kMaxColumn = 16384;

/// A cell by its numbers, both from 1.
struct CellAddress {
  std::uint32_t row = 0;
  std::uint32_t column = 0;

  bool operator==(const CellAddress&) const = default;
};

/// "H24".
std::string to_string(CellAddress address);
/// "H" for 8.
std::string column_letters(std::uint32_t column);
/// Reads "H24" or "$H$24"; nothing for a text that is no address of a sheet.
std::optional<CellAddress> parse_cell_address(std::string_view text);

/// A rectangle of cells, its borders included.
struct CellRange {
  CellAddress first{1, 1};
  CellAddress last{kMaxRow, kMaxColumn};

  bool has_column(std::uint32_t column) const {
    return column >= first.column && column <= last.column;
  }
  bool operator==(const CellRange&) const = default;
};

/// Reads "A1:Y49", "A:Y" (whole columns), "2:49" (whole rows) or "B2". Throws kInvalid for anything
/// else.
CellRange parse_cell_range(std::string_view text);

}  // namespace darties
