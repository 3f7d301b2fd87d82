#include "warehouse/load/unload_format.h"

#include <fmt/format.h>

#include <set>

#include "base/error.h"

namespace darties::load {
namespace {

using Format = sql::UnloadStatement::Format;

[[noreturn]] void refuse(std::string_view what) {
  throw Error(ErrorKind::kInvalid, "UNLOAD does not support {} yet", what);
}

bool is_text(const sql::Type& type) {
  return type.id == sql::TypeId::kChar || type.id == sql::TypeId::kVarchar;
}

// Types whose text is a JSON number as it is.
bool is_number(const sql::Type& type) {
  switch (type.id) {
    case sql::TypeId::kSmallint:
    case sql::TypeId::kInteger:
    case sql::TypeId::kBigint:
    case sql::TypeId::kDecimal:
    case sql::TypeId::kReal:
    case sql::TypeId::kDouble:
      return true;
    default:
      return false;
  }
}

void check_names(const std::vector<ColumnInfo>& columns) {
  std::set<std::string_view> names;
  for (const auto& column : columns) {
    if (!names.insert(column.name).second) {
      throw Error(ErrorKind::kInvalid,
                  "UNLOAD as JSON needs columns of different names: two are called {}",
                  column.name);
    }
  }
}

}  // namespace

UnloadFormat::UnloadFormat(const sql::UnloadStatement& unload, std::vector<ColumnInfo> columns)
    : unload_(unload), columns_(std::move(columns)), delimiter_(unload.delimiter) {
  if (unload.format == Format::kParquet) refuse("FORMAT PARQUET");
  if (unload.fixed_width) refuse("FIXEDWIDTH");
  if (!unload.partition_by.empty()) refuse("PARTITION BY");
  if (unload.format == Format::kJson) check_names(columns_);
  if (delimiter_.empty()) delimiter_ = unload.format == Format::kCsv ? "," : "|";
}

std::string UnloadFormat::name() const {
  if (unload_.format == Format::kJson) return "JSON";
  return unload_.format == Format::kCsv ? "CSV" : "TEXT";
}

std::string UnloadFormat::header() const {
  std::string line;
  if (!unload_.header) return line;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) line += delimiter_;
    if (unload_.format == Format::kCsv) {
      append_csv(columns_[i].name, line);
    } else {
      append_text(columns_[i].name, true, line);
    }
  }
  return line += '\n';
}

void UnloadFormat::append(const Row& row, std::string& lines) const {
  const bool json = unload_.format == Format::kJson;
  if (json) lines += '{';
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) lines += json ? std::string_view(",") : std::string_view(delimiter_);
    append_field(row[i], i, lines);
  }
  lines += json ? "}\n" : "\n";
}

void UnloadFormat::append_field(const Value& value, std::size_t column, std::string& line) const {
  const auto& [name, type] = columns_[column];
  if (unload_.format == Format::kJson) {
    append_json_string(name, line);
    line += ':';
    append_json(value, type, line);
    return;
  }
  // SUPER knows a null of its own, and NULL AS is not for it.
  const bool super_null = type.id == sql::TypeId::kSuper && !value;
  const Value shown = super_null ? Value("null") : value;
  if (unload_.format == Format::kCsv) {
    append_csv(shown, line);
  } else {
    append_text(shown, is_text(type), line);
  }
}

void UnloadFormat::append_text(const Value& value, bool text_column, std::string& line) const {
  if (!value) {
    line += unload_.null_as.value_or("");
    return;
  }
  if (unload_.add_quotes) line += '"';
  for (const char c : *value) {
    const bool special = c == '\n' || c == '\r' || c == '\\' || c == delimiter_[0] ||
                         (unload_.add_quotes && (c == '"' || c == '\''));
    if (special && text_column && unload_.escape) line += '\\';
    line += c;
  }
  if (unload_.add_quotes) line += '"';
}

void UnloadFormat::append_csv(const Value& value, std::string& line) const {
  const std::string text = value ? *value : unload_.null_as.value_or("");
  if (text.find_first_of("\"\n\r" + delimiter_) == std::string::npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

void UnloadFormat::append_json(const Value& value, const sql::Type& type, std::string& line) const {
  if (!value) {
    line += "null";
  } else if (type.id == sql::TypeId::kSuper) {
    line += *value;
  } else if (is_number(type) && *value != "NaN" && !value->ends_with("Infinity")) {
    line += *value;
  } else {
    append_json_string(*value, line);
  }
}

void append_json_string(std::string_view text, std::string& json) {
  json += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
      case '\\':
        json += '\\';
        json += c;
        break;
      case '\n':
        json += "\\n";
        break;
      case '\r':
        json += "\\r";
        break;
      case '\t':
        json += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          json += c;
        }
    }
  }
  json += '"';
}

}  // namespace darties::load
