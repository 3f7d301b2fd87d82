#include "source/formats/text_tables.h"

#include <algorithm>

#include "base/error.h"
#include "source/formats/row_filters.h"

namespace darties {
namespace {

constexpr std::uint64_t kLargestDocument = 64 * 1024 * 1024;

class TextRows final : public RowReader {
 public:
  explicit TextRows(const TextTable& table) : table_(table) {}

  bool next(SourceRow& row) override {
    while (at_ < table_.rows.size()) {
      make_cells(table_.rows[at_++]);
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
  void make_cells(const std::vector<std::string>& texts) {
    cells_.clear();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].empty()) continue;
      cells_.push_back(
          {.column = static_cast<std::uint32_t>(i + 1), .kind = CellKind::kText, .text = texts[i]});
    }
  }

  const TextTable& table_;
  std::size_t at_ = 0;
  std::vector<Cell> cells_;
};

class TextTables final : public Workbook {
 public:
  TextTables(std::string name, std::vector<TextTable> tables)
      : name_(std::move(name)), tables_(std::move(tables)) {
    for (const TextTable& table : tables_) {
      sheets_.push_back({.name = table.name, .index = sheets_.size()});
    }
  }

  const std::string& name() const override { return name_; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }

  std::unique_ptr<RowReader> read(std::size_t index, const ReadOptions& options) override {
    std::unique_ptr<RowReader> rows = std::make_unique<TextRows>(tables_.at(index));
    if (options.range) rows = keep_range(std::move(rows), *options.range);
    return rows;
  }

 private:
  std::string name_;
  std::vector<TextTable> tables_;
  std::vector<SheetInfo> sheets_;
};

}  // namespace

std::unique_ptr<Workbook> open_text_tables(std::string name, std::vector<TextTable> tables) {
  return std::make_unique<TextTables>(std::move(name), std::move(tables));
}

std::string read_document(ObjectReader& bytes, const std::string& name) {
  if (bytes.size_bytes() > kLargestDocument) {
    throw Error(ErrorKind::kInvalid,
                "{} has {} bytes, more than the {} that a document may have: use CSV or JSON lines",
                name, bytes.size_bytes(), kLargestDocument);
  }
  std::string text(bytes.size_bytes(), '\0');
  text.resize(bytes.read_at(0, text));
  return text;
}

void RecordTable::begin_record() { table_.rows.emplace_back(); }

void RecordTable::set(const std::string& column, std::string value) {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  const auto index = static_cast<std::size_t>(found - columns_.begin());
  if (found == columns_.end()) columns_.push_back(column);
  auto& row = table_.rows.back();
  if (row.size() <= index) row.resize(index + 1);
  if (row[index].empty()) row[index] = std::move(value);
}

TextTable RecordTable::finish() {
  table_.rows.insert(table_.rows.begin(), columns_);
  return std::move(table_);
}

}  // namespace darties
