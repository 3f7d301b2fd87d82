#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lake/store.h"
#include "source/workbook.h"

namespace darties {

/// A table that stands in memory: its first row holds the headings. Rows may differ in length.
struct TextTable {
  std::string name;
  std::vector<std::vector<std::string>> rows;
};

/// A workbook of such tables, a sheet each, for documents that have to be read whole: HTML, XML, JSON. An empty text is
/// a blank cell.
std::unique_ptr<Workbook> open_text_tables(std::string name, std::vector<TextTable> tables);

/// All bytes of a document. Throws kInvalid above 64 MB: what is larger belongs into CSV or JSON lines.
std::string read_document(ObjectReader& bytes, const std::string& name);

/// A table of records whose columns are the names in the order in which they first came.
class RecordTable {
 public:
  explicit RecordTable(std::string name) { table_.name = std::move(name); }

  void begin_record();
  /// A value of the record that was begun last; one that has a value already keeps it.
  void set(const std::string& column, std::string value);
  bool empty() const { return table_.rows.empty(); }
  /// With the row of headings in front.
  TextTable finish();

 private:
  TextTable table_;
  std::vector<std::string> columns_;
};

}  // namespace darties
