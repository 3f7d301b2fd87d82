#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/row.h"

namespace darties {

/// A column by its heading.
struct SourceColumn {
  std::uint32_t number = 0;  ///< from 1
  std::string heading;
};

/// Rows below a heading row.
///
///     TableReader table(workbook->read(0, {}), {.header_row = 1});
///     const auto city = table.column("Villes");
///     SourceRow row;
///     while (table.next(row)) use(row.at(city));
class TableReader {
 public:
  struct Options {
    std::uint64_t header_row = 1;  ///< the row that holds the headings; 0: none, the columns of the
                                   ///< first row are called by their letters
  };

  /// Reads up to the heading row. Throws kInvalid when the sheet ends before it, or when it is
  /// empty.
  TableReader(std::unique_ptr<RowReader> rows, Options options);

  /// The columns that have a heading, from left to right.
  const std::vector<SourceColumn>& columns() const { return columns_; }
  /// The number of the column under this heading. Throws kNotFound with the nearest heading.
  std::uint32_t column(std::string_view heading) const;

  /// The next row below the headings that holds something.
  bool next(SourceRow& row);
  std::string address(std::uint64_t row_number, std::uint32_t column) const {
    return rows_->address(row_number, column);
  }

 private:
  void read_headings(std::uint64_t header_row);
  void name_by_letters();

  std::unique_ptr<RowReader> rows_;
  std::vector<SourceColumn> columns_;
  std::optional<SourceRow> pending_;  // looked at already; its texts are good until rows_ moves on
};

}  // namespace darties
