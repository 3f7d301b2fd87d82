#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sql/copy_statement.h"
#include "warehouse/load/unload_shape.h"

namespace darties::load {

/// Writes rows as the lines of an UNLOAD: delimited text, CSV, fixed width or JSON, by the rules of its options.
///
///     const UnloadFormat format(unload, shape);
///     format.begin_row(lines);
///     format.add_field(0, "Nancy", lines);   // each written column once, in order
///     format.add_null(1, lines);
///     format.end_row(lines);
///
/// Threads: every method may be called from any thread at the same time.
class UnloadFormat {
 public:
  /// Errors: kInvalid when FIXEDWIDTH does not name as many fields as there are columns.
  UnloadFormat(const sql::UnloadStatement& unload, const UnloadShape& shape);

  /// The line of column names, if the statement wants one.
  std::string header() const;

  void begin_row(std::string& lines) const;
  /// `field` counts the written columns. Errors: kInvalid for a value that is wider than its fixed field.
  void add_field(std::size_t field, std::string_view text, std::string& lines) const;
  void add_null(std::size_t field, std::string& lines) const;
  void end_row(std::string& lines) const;

 private:
  enum class Style { kText, kCsv, kFixedWidth, kJson };
  struct Field {
    std::string name;
    std::string prefix;    ///< what stands before the value: a delimiter, or ,"name":
    std::string null;      ///< what stands for NULL, whole
    bool is_text = false;  ///< may hold any character
    bool is_bare = false;  ///< JSON: stands without quotes
    int width = 0;
  };

  Field field_of(std::size_t index, const ColumnInfo& column) const;
  void add_text(std::string_view text, bool is_text, std::string& line) const;
  void add_csv(std::string_view text, bool is_text, std::string& line) const;
  void add_fixed(const Field& field, std::string_view text, std::string& line) const;

  const sql::UnloadStatement& unload_;
  Style style_ = Style::kText;
  std::string delimiter_;
  std::array<bool, 256> is_special_{};  ///< bytes that must be escaped or make a field quoted
  bool delimiter_is_plain_ = true;      ///< no number or date can hold the delimiter
  std::vector<Field> fields_;
};

/// "TEXT", "CSV", "JSON", "PARQUET": the format as Redshift's logs name it.
std::string_view format_name(sql::UnloadStatement::Format format);

/// `text` as a JSON string, quotes included.
void append_json_string(std::string_view text, std::string& json);

}  // namespace darties::load
