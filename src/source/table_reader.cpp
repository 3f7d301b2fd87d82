#include "source/table_reader.h"

#include "base/error.h"
#include "base/text.h"
#include "source/cell_range.h"

namespace darties {

TableReader::TableReader(std::unique_ptr<RowReader> rows, Options options)
    : rows_(std::move(rows)) {
  if (const auto* names = rows_->column_names()) {
    for (std::uint32_t i = 0; i < names->size(); ++i) columns_.push_back({i + 1, (*names)[i]});
  } else if (options.header_row > 0) {
    read_headings(options.header_row);
  } else {
    name_by_letters();
  }
}

void TableReader::name_by_letters() {
  SourceRow first;
  if (!rows_->next(first)) return;
  for (std::uint32_t column = 1; column <= first.cells.back().column; ++column) {
    columns_.push_back({column, column_letters(column)});
  }
  pending_ = first;
}

void TableReader::read_headings(std::uint64_t header_row) {
  SourceRow row;
  while (rows_->next(row)) {
    if (row.number < header_row) continue;
    if (row.number > header_row) break;
    for (const Cell& cell : row.cells) {
      const auto heading = trim(cell.text);
      if (!heading.empty()) columns_.push_back({cell.column, std::string(heading)});
    }
    return;
  }
  throw Error(ErrorKind::kInvalid, "no headings: row {} is empty or not there", header_row);
}

std::uint32_t TableReader::column(std::string_view heading) const {
  std::vector<std::string> headings;
  for (const auto& column : columns_) {
    if (column.heading == heading) return column.number;
    headings.push_back(column.heading);
  }
  throw Error(ErrorKind::kNotFound, "no column '{}'{}; the columns are {}", heading,
              suggestion(heading, headings), join(headings, ", "));
}

bool TableReader::next(SourceRow& row) {
  if (!pending_) return rows_->next(row);
  row = *pending_;
  pending_.reset();
  return true;
}

}  // namespace darties
