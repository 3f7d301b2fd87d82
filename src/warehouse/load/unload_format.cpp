#include "warehouse/load/unload_format.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace darties::load {
namespace {

using Format = sql::UnloadStatement::Format;

bool is_text(const sql::Type& type) {
  return type.id == sql::TypeId::kChar || type.id == sql::TypeId::kVarchar ||
         type.id == sql::TypeId::kSuper;
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

bool is_finite(std::string_view number) { return number != "NaN" && !number.ends_with("Infinity"); }

}  // namespace

std::string_view format_name(Format format) {
  switch (format) {
    case Format::kCsv:
      return "CSV";
    case Format::kJson:
      return "JSON";
    case Format::kParquet:
      return "PARQUET";
    case Format::kText:
      break;
  }
  return "TEXT";
}

UnloadFormat::UnloadFormat(const sql::UnloadStatement& unload, const UnloadShape& shape)
    : unload_(unload), delimiter_(unload.delimiter) {
  if (unload.format == Format::kJson) style_ = Style::kJson;
  if (unload.format == Format::kCsv) style_ = Style::kCsv;
  if (unload.fixed_width) style_ = Style::kFixedWidth;
  if (delimiter_.empty()) delimiter_ = style_ == Style::kCsv ? "," : "|";
  if (unload.fixed_width && unload.fixed_width->fields.size() != shape.written.size()) {
    throw Error(ErrorKind::kInvalid, "FIXEDWIDTH names {} fields, and the query writes {} columns",
                unload.fixed_width->fields.size(), shape.written.size());
  }
  const std::string special = style_ == Style::kCsv ? "\"\n\r"
                              : unload.add_quotes   ? "\\\n\r\"'"
                                                    : "\\\n\r";
  for (const char c : special + delimiter_) is_special_[static_cast<unsigned char>(c)] = true;
  delimiter_is_plain_ = std::string_view("0123456789abcdefABCDEFinty +-.:\"").find(delimiter_[0]) ==
                        std::string_view::npos;
  for (const std::size_t index : shape.written)
    fields_.push_back(field_of(fields_.size(), shape.columns[index]));
}

UnloadFormat::Field UnloadFormat::field_of(std::size_t index, const ColumnInfo& column) const {
  const auto& [name, type] = column;
  Field field{.name = name, .prefix = {}, .null = {}, .is_text = is_text(type), .is_bare = false};
  const bool is_super = type.id == sql::TypeId::kSuper;
  if (style_ == Style::kJson) {
    field.prefix = index == 0 ? "" : ",";
    append_json_string(name, field.prefix);
    field.prefix += ':';
    field.null = "null";
    field.is_bare = is_super || is_number(type);
    return field;
  }
  if (style_ == Style::kFixedWidth) {
    field.width = unload_.fixed_width->fields[index].width;
  } else if (index > 0) {
    field.prefix = delimiter_;
  }
  // SUPER knows a null of its own, and NULL AS is not for it.
  const std::string null = is_super ? "null" : unload_.null_as.value_or("");
  if (style_ == Style::kCsv) {
    add_csv(null, true, field.null);
  } else if (style_ == Style::kFixedWidth) {
    add_fixed(field, null, field.null);
  } else {
    field.null = null;
  }
  return field;
}

std::string UnloadFormat::header() const {
  std::string line;
  if (!unload_.header) return line;
  for (const Field& field : fields_) {
    line += field.prefix;
    if (style_ == Style::kCsv) {
      add_csv(field.name, true, line);
    } else {
      add_text(field.name, true, line);
    }
  }
  return line += '\n';
}

void UnloadFormat::begin_row(std::string& lines) const {
  if (style_ == Style::kJson) lines += '{';
}

void UnloadFormat::end_row(std::string& lines) const {
  if (style_ == Style::kJson) lines += '}';
  lines += '\n';
}

void UnloadFormat::add_null(std::size_t field, std::string& lines) const {
  lines += fields_[field].prefix;
  lines += fields_[field].null;
}

void UnloadFormat::add_field(std::size_t index, std::string_view text, std::string& lines) const {
  const Field& field = fields_[index];
  lines += field.prefix;
  switch (style_) {
    case Style::kText:
      return add_text(text, field.is_text, lines);
    case Style::kCsv:
      return add_csv(text, field.is_text, lines);
    case Style::kFixedWidth:
      return add_fixed(field, text, lines);
    case Style::kJson:
      break;
  }
  if (field.is_bare && (field.is_text || is_finite(text))) {
    lines += text;
  } else {
    append_json_string(text, lines);
  }
}

void UnloadFormat::add_text(std::string_view text, bool is_text, std::string& line) const {
  if (unload_.add_quotes) line += '"';
  if (is_text && unload_.escape) {
    for (const char c : text) {
      if (is_special_[static_cast<unsigned char>(c)]) line += '\\';
      line += c;
    }
  } else {
    line += text;
  }
  if (unload_.add_quotes) line += '"';
}

void UnloadFormat::add_csv(std::string_view text, bool is_text, std::string& line) const {
  bool quotes = false;
  if (is_text || !delimiter_is_plain_) {
    for (const char c : text) quotes |= is_special_[static_cast<unsigned char>(c)];
  }
  if (!quotes) {
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

void UnloadFormat::add_fixed(const Field& field, std::string_view text, std::string& line) const {
  const auto width = static_cast<std::size_t>(field.width);
  const std::size_t size = count_characters(text);
  // Whether Redshift cuts such a value is not documented: a value that is cut is a value that is lost.
  if (size > width) {
    throw Error(
        ErrorKind::kInvalid,
        "FIXEDWIDTH gives column \"{}\" {} characters, and a value has {}: '{}'. Widen the field",
        field.name, width, size, text.substr(0, 100));
  }
  line += text;
  line.append(width - size, ' ');
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
