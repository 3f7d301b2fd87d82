#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace darties {

enum class CellKind : std::uint8_t { kBlank, kText, kNumber, kBoolean, kDate, kError };

/// "blank", "text", "number", "boolean", "date", "error".
std::string_view to_string(CellKind kind);

/// One value, as text that lost nothing on the way.
///
/// A number is a plain decimal as the file holds it ("20.3", never 20.300000000000001; an exponent
/// is written out), a boolean is "true" or "false", a date is ISO 8601 ("2021-01-31", "2021-01-31
/// 08:30:00", "08:30:00"), an error is what Excel shows ("#DIV/0!").
struct Cell {
  std::uint32_t column = 0;  ///< from 1
  CellKind kind = CellKind::kBlank;
  std::string_view text;  ///< borrowed from the reader until its next next()
};

/// The cells of one row that hold something, by rising column. A cell that is not there is blank.
struct SourceRow {
  std::uint64_t number = 0;  ///< of the row in a sheet or of the line in a text file, from 1
  std::span<const Cell> cells;

  /// The cell in this column; a blank one when there is none.
  Cell at(std::uint32_t column) const;
};

/// Reads rows one after the other; memory does not grow with them.
///
///     SourceRow row;
///     while (reader->next(row)) for (const Cell& cell : row.cells) use(cell.text);
///
/// Threads: one at a time.
/// Errors:  kInvalid for bytes that are not what the format asks for, naming file, part and offset
/// or line.
class RowReader {
 public:
  virtual ~RowReader() = default;

  /// Moves to the next row that holds something; false at the end.
  virtual bool next(SourceRow& row) = 0;
  /// How a person finds a value: "H24" in a sheet, "24:8" (line and field) in a text file.
  virtual std::string address(std::uint64_t row_number, std::uint32_t column) const = 0;
  /// The columns' names from left to right, where the format itself names them (JSON lines); else
  /// null.
  virtual const std::vector<std::string>* column_names() const { return nullptr; }
};

}  // namespace darties
