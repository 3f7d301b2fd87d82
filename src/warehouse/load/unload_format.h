#pragma once

#include <string>
#include <vector>

#include "sql/copy_statement.h"
#include "warehouse/engine.h"

namespace darties::load {

/// Writes rows as the lines of an UNLOAD: delimited text, CSV or JSON, by the rules of its options.
///
///     const UnloadFormat format(unload, columns);
///     std::string lines = format.header();
///     format.append(row, lines);
class UnloadFormat {
 public:
  /// Errors: kInvalid for a format or option that is not there yet, by name, and for JSON with two columns of one name.
  UnloadFormat(const sql::UnloadStatement& unload, std::vector<ColumnInfo> columns);

  /// The line of column names, if the statement wants one.
  std::string header() const;
  /// Adds one line for the row, with its line feed.
  void append(const Row& row, std::string& lines) const;
  /// "TEXT", "CSV", "JSON"
  std::string name() const;
  const std::vector<ColumnInfo>& columns() const { return columns_; }

 private:
  void append_text(const Value& value, bool text_column, std::string& line) const;
  void append_csv(const Value& value, std::string& line) const;
  void append_json(const Value& value, const sql::Type& type, std::string& line) const;
  void append_field(const Value& value, std::size_t column, std::string& line) const;

  const sql::UnloadStatement& unload_;
  std::vector<ColumnInfo> columns_;
  std::string delimiter_;
};

/// `text` as a JSON string, quotes included.
void append_json_string(std::string_view text, std::string& json);

}  // namespace darties::load
