#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "lake/store.h"
#include "source/formats/document_budget.h"
#include "source/workbook.h"

namespace darties {

/// A table that stands in memory: its first row holds the headings. Blank cells are left out.
struct TextTable {
  struct Value {
    std::uint32_t column = 0;  ///< from 1
    std::string text;
  };
  using Row = std::vector<Value>;  ///< by rising column

  std::string name;
  std::vector<Row> rows;
};

/// A workbook of such tables, a sheet each, for documents that have to be read whole: HTML, JSON.
std::unique_ptr<Workbook> open_text_tables(std::string name, std::vector<TextTable> tables);

/// The rows of one table.
std::unique_ptr<RowReader> read_text_table(std::shared_ptr<const TextTable> table,
                                           const ReadOptions& options);

/// All bytes of a document. Throws kInvalid above 64 MB: what is larger belongs into CSV or JSON lines.
std::string read_document(ObjectReader& bytes, const std::string& name);

/// A table of records whose columns are the names in the order in which they first came.
class RecordTable {
 public:
  /// `budget` is that of the document and must outlive the table.
  RecordTable(std::string name, DocumentBudget& budget) : budget_(budget) {
    table_.name = std::move(name);
  }

  void begin_record() { table_.rows.emplace_back(); }
  /// A value of the record that was begun last; where it has one already the new one goes behind it: "a, b".
  /// Throws kInvalid above the limits on columns, cells and text.
  void set(const std::string& column, const std::string& text);
  /// With the row of headings in front.
  TextTable finish();

 private:
  std::uint32_t number(const std::string& column);

  DocumentBudget& budget_;
  TextTable table_;
  std::vector<std::string> columns_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  // of columns_
};

}  // namespace darties
