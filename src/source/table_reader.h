#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/row.h"
#include "source/workbook.h"

namespace darties {

/// A column by its heading.
struct SourceColumn {
  std::uint32_t number = 0;  ///< from 1
  std::string heading;
};

enum class DuplicateHeadings {
  kFail,    ///< whoever asks for a heading that comes twice is refused
  kNumber,  ///< the second "Nom" is called "Nom_2"
};

/// Rows below a heading row.
///
///     TableReader table(workbook->read(0, {}), {.header_rows = {1}});
///     const auto city = table.column("Villes");
///     SourceRow row;
///     while (table.next(row)) use(row.at(city));
class TableReader {
 public:
  struct Options {
    /// The rows that hold the headings, rising. Texts above each other are joined with a blank; one that repeats the text above
    /// (a merged cell that was filled) counts once. Empty: there are none, and columns are called by their letters.
    std::vector<std::uint64_t> header_rows = {1};
    DuplicateHeadings duplicates = DuplicateHeadings::kFail;
    /// Without headings: the columns go as far as this one, and at least as far as the first row's cells.
    std::uint32_t last_column = 0;
    /// Whether a sheet in which no cell holds anything is no error: then is_empty().
    bool may_be_empty = false;
  };

  /// Reads up to the last heading row. Throws kInvalid when no heading is there.
  TableReader(std::unique_ptr<RowReader> rows, Options options);

  /// The columns that have a heading, from left to right.
  const std::vector<SourceColumn>& columns() const { return columns_; }
  /// The number of the column under this heading. Throws kNotFound with the nearest heading, and kInvalid when two are called so.
  std::uint32_t column(std::string_view heading) const;
  /// No cell holds anything, headings included.
  bool is_empty() const { return is_empty_; }

  /// The next row below the headings that holds something.
  bool next(SourceRow& row);
  std::string address(std::uint64_t row_number, std::uint32_t column) const {
    return rows_->address(row_number, column);
  }

 private:
  void read_headings(const Options& options);
  void number_duplicates();
  void name_by_letters(std::uint32_t last_column);

  std::unique_ptr<RowReader> rows_;
  std::vector<SourceColumn> columns_;
  std::optional<SourceRow> pending_;  // looked at already; its texts are good until rows_ moves on
  bool is_empty_ = false;
};

/// The rows that `header_row` stands for: itself, or none for 0.
std::vector<std::uint64_t> header_rows_of(std::uint64_t header_row);

/// Reads the numbers of several heading rows. Throws kInvalid for what is no number from 1, and for numbers that do not rise.
std::vector<std::uint64_t> parse_header_rows(const std::vector<std::string>& numbers);

/// Throws kInvalid: the heading stands above both columns.
[[noreturn]] void refuse_duplicate_heading(std::string_view heading, std::uint32_t first,
                                           std::uint32_t second);

/// A sheet's table. Without heading rows the sheet is read twice: first for the last column that holds something, since the first row may
/// be shorter than others. Headings in several rows have their merged cells filled.
TableReader read_table(Workbook& workbook, std::size_t sheet_index, ReadOptions read,
                       TableReader::Options options);

}  // namespace darties
