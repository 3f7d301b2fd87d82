#include "source/table_reader.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "source/cell_range.h"

namespace darties {
namespace {

bool has_values(const SourceRow& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](const Cell& cell) { return !trim(cell.text).empty(); });
}

/// The last column in which a cell holds something; 0 when none does.
std::uint32_t last_used_column(RowReader& rows) {
  std::uint32_t last = 0;
  for (SourceRow row; rows.next(row);) {
    for (const Cell& cell : row.cells) {
      if (cell.column > last && !trim(cell.text).empty()) last = cell.column;
    }
  }
  return last;
}

/// The texts above each other by column, from the top; one that repeats the text above it counts once.
void add_headings(const SourceRow& row,
                  std::map<std::uint32_t, std::vector<std::string>>& headings) {
  for (const Cell& cell : row.cells) {
    const auto text = trim(cell.text);
    if (text.empty()) continue;
    auto& texts = headings[cell.column];
    if (texts.empty() || texts.back() != text) texts.emplace_back(text);
  }
}

std::string row_numbers(const std::vector<std::uint64_t>& rows) {
  std::vector<std::string> numbers;
  for (const auto row : rows) numbers.push_back(std::to_string(row));
  return join(numbers, ", ");
}

}  // namespace

TableReader::TableReader(std::unique_ptr<RowReader> rows, Options options)
    : rows_(std::move(rows)) {
  if (const auto* names = rows_->column_names()) {
    for (std::uint32_t i = 0; i < names->size(); ++i) columns_.push_back({i + 1, (*names)[i]});
  } else if (options.header_rows.empty()) {
    name_by_letters(options.last_column);
  } else {
    read_headings(options);
  }
  if (options.duplicates == DuplicateHeadings::kNumber) number_duplicates();
}

void TableReader::name_by_letters(std::uint32_t last_column) {
  SourceRow first;
  while (!pending_ && rows_->next(first)) {
    if (has_values(first)) pending_ = first;
  }
  is_empty_ = !pending_;
  if (is_empty_) return;
  last_column = std::max(last_column, first.cells.back().column);
  for (std::uint32_t column = 1; column <= last_column; ++column) {
    columns_.push_back({column, column_letters(column)});
  }
}

void TableReader::read_headings(const Options& options) {
  const auto& wanted = options.header_rows;
  std::map<std::uint32_t, std::vector<std::string>> headings;
  is_empty_ = true;
  for (SourceRow row; rows_->next(row);) {
    if (is_empty_) is_empty_ = !has_values(row);
    if (row.number > wanted.back()) {
      pending_ = row;
      if (!headings.empty() || !options.may_be_empty || !is_empty_) break;
      continue;
    }
    if (std::find(wanted.begin(), wanted.end(), row.number) != wanted.end())
      add_headings(row, headings);
    if (row.number == wanted.back() && !headings.empty()) break;
  }
  if (headings.empty() && is_empty_ && options.may_be_empty) return pending_.reset();
  if (headings.empty()) {
    throw Error(ErrorKind::kInvalid, "no headings: row {} is empty or not there",
                row_numbers(wanted));
  }
  for (const auto& [column, texts] : headings) columns_.push_back({column, join(texts, " ")});
}

void TableReader::number_duplicates() {
  std::set<std::string, std::less<>> taken;
  for (const auto& column : columns_) taken.insert(column.heading);
  std::map<std::string, std::size_t, std::less<>> seen;
  for (auto& column : columns_) {
    auto& count = seen[column.heading];
    if (++count == 1) continue;
    std::string name;
    do name = fmt::format("{}_{}", column.heading, count++);
    while (taken.contains(name));
    --count;
    taken.insert(name);
    column.heading = name;
  }
}

std::uint32_t TableReader::column(std::string_view heading) const {
  std::uint32_t found = 0;
  for (const auto& column : columns_) {
    if (column.heading != heading) continue;
    if (found != 0) refuse_duplicate_heading(heading, found, column.number);
    found = column.number;
  }
  if (found != 0) return found;
  std::vector<std::string> headings;
  for (const auto& column : columns_) headings.push_back(column.heading);
  throw Error(ErrorKind::kNotFound, "no column '{}'{}; the columns are {}", heading,
              suggestion(heading, headings), join(headings, ", "));
}

bool TableReader::next(SourceRow& row) {
  if (!pending_) return rows_->next(row);
  row = *pending_;
  pending_.reset();
  return true;
}

std::vector<std::uint64_t> header_rows_of(std::uint64_t header_row) {
  if (header_row == 0) return {};
  return {header_row};
}

std::vector<std::uint64_t> parse_header_rows(const std::vector<std::string>& numbers) {
  std::vector<std::uint64_t> rows;
  for (const auto& text : numbers) {
    std::uint64_t row = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), row);
    if (fault != std::errc() || end != text.data() + text.size() || row == 0) {
      throw Error(ErrorKind::kInvalid, "'{}' is no number of a heading row; rows count from 1",
                  text);
    }
    if (!rows.empty() && row <= rows.back()) {
      throw Error(ErrorKind::kInvalid, "heading rows must rise: {} comes after {}", row,
                  rows.back());
    }
    rows.push_back(row);
  }
  if (rows.empty()) throw Error(ErrorKind::kInvalid, "no heading row is given");
  return rows;
}

void refuse_duplicate_heading(std::string_view heading, std::uint32_t first, std::uint32_t second) {
  throw Error(
      ErrorKind::kInvalid,
      "two columns are called '{}': {} and {}; take other columns only, or number them with "
      "on_duplicate_heading",
      heading, column_letters(first), column_letters(second));
}

TableReader read_table(Workbook& workbook, std::size_t sheet_index, ReadOptions read,
                       TableReader::Options options) {
  if (options.header_rows.size() > 1) read.fill_merged_rows = options.header_rows.back();
  if (options.header_rows.empty()) {
    options.last_column = last_used_column(*workbook.read(sheet_index, read));
  }
  return {workbook.read(sheet_index, read), std::move(options)};
}

}  // namespace darties
