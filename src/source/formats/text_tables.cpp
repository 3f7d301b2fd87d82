#include "source/formats/text_tables.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/row_filters.h"
#include "source/limits.h"

namespace darties {
namespace {

class TextRows final : public RowReader {
 public:
  explicit TextRows(std::shared_ptr<const TextTable> table) : table_(std::move(table)) {}

  bool next(SourceRow& row) override {
    while (at_ < table_->rows.size()) {
      make_cells(table_->rows[at_++]);
      if (cells_.empty()) continue;
      row = {.number = at_, .cells = cells_};
      return true;
    }
    return false;
  }

  std::string address(std::uint64_t row_number, std::uint32_t column) const override {
    return fmt::format("{}:{}", row_number, column);
  }

 private:
  void make_cells(const TextTable::Row& row) {
    cells_.clear();
    for (const auto& [column, text] : row) {
      if (text.empty()) continue;
      cells_.push_back({.column = column, .kind = CellKind::kText, .text = text});
    }
  }

  std::shared_ptr<const TextTable> table_;  // shared with the document it is of
  std::size_t at_ = 0;
  std::vector<Cell> cells_;
};

class TextTables final : public Workbook {
 public:
  TextTables(std::string name, std::vector<TextTable> tables) : name_(std::move(name)) {
    for (TextTable& table : tables) {
      sheets_.push_back({.name = table.name, .index = sheets_.size()});
      tables_.push_back(std::make_shared<const TextTable>(std::move(table)));
    }
  }

  const std::string& name() const override { return name_; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }

  std::unique_ptr<RowReader> read(std::size_t index, const ReadOptions& options) override {
    return read_text_table(tables_.at(index), options);
  }

 private:
  std::string name_;
  std::vector<std::shared_ptr<const TextTable>> tables_;  // shared with their readers
  std::vector<SheetInfo> sheets_;
};

}  // namespace

std::unique_ptr<Workbook> open_text_tables(std::string name, std::vector<TextTable> tables) {
  return std::make_unique<TextTables>(std::move(name), std::move(tables));
}

std::unique_ptr<RowReader> read_text_table(std::shared_ptr<const TextTable> table,
                                           const ReadOptions& options) {
  std::unique_ptr<RowReader> rows = std::make_unique<TextRows>(std::move(table));
  if (options.range) rows = keep_range(std::move(rows), *options.range);
  return rows;
}

std::string read_document(ObjectReader& bytes, const std::string& name) {
  if (bytes.size_bytes() > kMostDocumentBytes) {
    throw Error(ErrorKind::kInvalid,
                "{} has {} bytes, more than the {} that a document may have: use CSV or JSON lines",
                name, bytes.size_bytes(), kMostDocumentBytes);
  }
  std::string text(bytes.size_bytes(), '\0');
  text.resize(bytes.read_at(0, text));
  return text;
}

std::uint32_t RecordTable::number(const std::string& column) {
  const auto [found, is_new] =
      numbers_.try_emplace(column, static_cast<std::uint32_t>(columns_.size() + 1));
  if (is_new) columns_.push_back(column);
  if (columns_.size() > kMostColumns) {
    throw Error(ErrorKind::kInvalid, "more than {} columns in the records of '{}'", kMostColumns,
                table_.name);
  }
  return found->second;
}

void RecordTable::set(const std::string& column, const std::string& text) {
  const std::uint32_t wanted = number(column);
  if (text.empty()) return;
  budget_.take(text.size());
  auto& row = table_.rows.back();
  const auto place = std::lower_bound(
      row.begin(), row.end(), wanted,
      [](const TextTable::Value& value, std::uint32_t c) { return value.column < c; });
  if (place != row.end() && place->column == wanted)
    place->text.append(", ").append(text);
  else
    row.insert(place, {wanted, text});
}

TextTable RecordTable::finish() {
  TextTable::Row headings;
  for (const auto& column : columns_) {
    headings.push_back({static_cast<std::uint32_t>(headings.size() + 1), column});
  }
  table_.rows.insert(table_.rows.begin(), std::move(headings));
  return std::move(table_);
}

}  // namespace darties
