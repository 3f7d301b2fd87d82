#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/formats/xlsx/cell_value.h"
#include "source/formats/xlsx/sheet_rows.h"

namespace darties::xlsx {

/// Reads the cells of a row: the hot path of a workbook.
///
/// Nearly all cells look like `<c r="B7" s="1" t="s"><v>42</v></c>`, in this order and without blanks, so
/// read_usual_cell() reads just that and gives up (leaving the work to read_any_cell()) at the first byte that differs.
/// Every function returns what follows what it read, or null when the window ends in it; then the whole row is read again
/// from its start with a longer window. That happens once a block, and keeps every scan free of bounds checks:
/// the window ends with bytes of 0.
class CellReader {
 public:
  /// Both must outlive the reader.
  CellReader(const XmlWindow& window, const SheetContext& context)
      : window_(window), context_(context) {}

  /// Forgets the cells of the row before.
  void begin_row(std::uint64_t row_number);
  /// Goes on with the row: a further <row> of the same number.
  void continue_row();
  /// From behind the row's start tag to behind its end tag.
  const char* read_cells(const char* position);
  /// The cells of the row, by rising column; good until begin_row(). Texts lie in the window, the table of shared strings,
  /// or here.
  const std::vector<Cell>& cells() const { return cells_; }

 private:
  /// What a cell's attributes said.
  struct CellHead {
    std::uint32_t column = 0;
    CellType type = CellType::kNumber;
    DateFormat format = DateFormat::kNone;
  };

  [[noreturn]] void refuse_cell(std::uint32_t column, std::string_view reason) const;

  const char* read_other(const char* position, bool& ended);
  const char* read_usual_cell(const char* position);
  const char* read_usual_address(const char* position, std::uint32_t& column) const;
  const char* read_usual_style(const char* position, DateFormat& format) const;
  const char* read_any_cell(const char* position);
  const char* read_cell_of_tag(const char* start, const char* position, const TagView& tag);
  void check_size(const char* start, const char* end) const;
  CellHead read_head(const char* position, const TagView& tag) const;
  const char* read_content(const char* position, const CellHead& head, std::string& text,
                           bool& has_value) const;

  void skip_blank(std::uint32_t column);
  void push(std::uint32_t column, CellKind kind, std::string_view text);
  void add_usual(const CellHead& head, std::string_view value);
  void add_shared(std::uint32_t column, std::string_view value);
  void add_number(const CellHead& head, std::string_view value);
  void add_any(const CellHead& head, const std::string& text);
  void add_iso_date(const CellHead& head, std::string_view value);
  void add_boolean(std::uint32_t column, std::string_view value);
  void sort_cells();

  const XmlWindow& window_;
  const SheetContext& context_;
  SharedStrings::Cursor cursor_;
  TextArena arena_;          // texts of this row that neither the window nor the table holds
  std::vector<Cell> cells_;  // of this row
  std::uint64_t row_number_ = 0;
  std::string row_digits_;  // its number as cells should spell it
  std::uint32_t last_column_ = 0;
  std::uint64_t text_bytes_ = 0;  // of the row's cells
  bool sorted_ = true;
};

}  // namespace darties::xlsx
