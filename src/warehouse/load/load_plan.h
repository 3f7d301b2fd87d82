#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sql/copy_statement.h"
#include "sql/datetime/datetime.h"
#include "sql/type.h"
#include "warehouse/load/json_paths.h"
#include "warehouse/load/row_batch.h"
#include "warehouse/table_shape.h"

namespace darties::load {

/// A column that values go into.
struct LoadColumn {
  std::string name;
  sql::Type type;
  bool not_null = false;
  Storage storage = Storage::kString;
  bool identity = false;
};

/// How texts become dates or timestamps.
struct DateTimeRule {
  enum class Mode { kIso, kAuto, kFormat, kEpochSeconds, kEpochMilliseconds } mode = Mode::kIso;
  std::optional<sql::DateTimeFormat> format;  ///< kFormat
  std::string shown;                          ///< as messages show it: "YYYY-MM-DD HH24:MI:SS"
};

/// The parameters of COPY that change values.
struct ValueRules {
  bool blanks_as_null = false;
  bool empty_as_null = false;
  bool trim_blanks = false;
  bool truncate_columns = false;
  bool round_decimals = false;
  bool accept_any_date = false;
  std::optional<char> replace_invalid;
  DateTimeRule date;
  DateTimeRule time;
  /// No parameter changes plain strings: they may take the short way.
  bool plain_strings() const { return !blanks_as_null && !empty_as_null && !trim_blanks; }
};

/// How delimited text and CSV are taken apart.
struct TextRules {
  std::string delimiter = "|";
  std::optional<char> quote;  ///< CSV
  bool escape = false;
  bool remove_quotes = false;
  bool fill_record = false;
  bool ignore_blank_lines = false;
  std::string null_as = "\\N";
  std::vector<int> widths;         ///< FIXEDWIDTH: characters of each field; empty: delimited
  bool keep_blank_fields = false;  ///< FIXEDWIDTH: a field of blanks stays one, for BLANKSASNULL
};

/// A COPY, made ready against its table: what is loaded, from what, by which rules.
struct LoadPlan {
  enum class Format { kJson, kText, kCsv } format = Format::kJson;
  std::vector<LoadColumn>
      columns;  ///< that take values from the input, in the order of the statement's list
  std::vector<std::string>
      defaults;  ///< names of further columns, filled by their DEFAULT, once for the load
  JsonShape json;
  bool avro = false;  ///< objects are Avro, and read as the JSON they are turned into
  TextRules text;
  ValueRules values;
  sql::Compression compression = sql::Compression::kNone;
  sql::Encoding encoding = sql::Encoding::kUtf8;
  std::int64_t ignore_header = 0;
};

/// The part of a plan that knows the table only: its columns and their defaults. For formats whose values come typed.
LoadPlan plan_columns(const sql::CopyStatement& copy, const TableShape& table);

/// Checks the statement against the table and against what the loader can do.
/// `jsonpaths` is the content of the jsonpaths file, if the statement names one.
/// Errors: kNotFound for a column that is not there; kInvalid for the rest, naming parameter or column.
LoadPlan plan_load(const sql::CopyStatement& copy, const TableShape& table,
                   const std::optional<std::string>& jsonpaths);

}  // namespace darties::load
