#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warehouse/engine.h"

namespace darties::cli {

enum class OutputFormat { kTable, kJson, kJsonLines, kCsv, kMarkdown };

/// "table", "json", "jsonl", "csv", "markdown"; throws kInvalid for another word.
OutputFormat parse_output_format(std::string_view word);

struct OutputColumn {
  std::string name;
  /// How JSON shows the value: text, number (bare digits) or truth ("t" and "f" become true and
  /// false). Numbers are aligned right in tables.
  enum class Kind { kText, kNumber, kTruth, kJson } kind = Kind::kText;
};

struct OutputOptions {
  OutputFormat format = OutputFormat::kTable;
  int width = 0;  ///< of the terminal; 0: as wide as it gets
  bool color = false;
  std::string null_text = "NULL";  ///< in tables and Markdown
  bool row_count = false;          ///< "(3 rows)" below a table
};

/// Writes rows as they come. Tables look at the first 1,000 rows to find the widths; the others
/// keep nothing.
///
///     auto table = house.table({{"task"}, {"rows", OutputColumn::Kind::kNumber}});
///     table->row({"stage_events", "8056"});
///     table->finish();
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual void row(const Row& row) = 0;
  /// Writes what is kept back and the end. Call once.
  virtual void finish() = 0;
};

std::unique_ptr<TableWriter> make_table_writer(std::ostream& out, std::vector<OutputColumn> columns,
                                               const OutputOptions& options);

/// Takes a session's rows to a TableWriter; each statement with columns begins a new table.
class OutputSink final : public RowSink {
 public:
  OutputSink(std::ostream& out, OutputOptions options);
  ~OutputSink() override;
  void columns(const std::vector<ColumnInfo>& columns) override;
  void row(const Row& row) override;
  /// Ends the last table, if there was one.
  void finish();
  std::int64_t rows() const { return rows_; }

 private:
  std::ostream& out_;
  OutputOptions options_;
  std::unique_ptr<TableWriter> table_;
  std::int64_t rows_ = 0;
};

/// The columns of a result as the writer wants them.
std::vector<OutputColumn> output_columns(const std::vector<ColumnInfo>& columns);

}  // namespace darties::cli
