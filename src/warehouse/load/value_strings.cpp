// The string types of ValueWriter. Lengths are bytes, as Redshift declares them.
#include <simdjson.h>

#include <algorithm>
#include <cstring>

#include "base/hex.h"
#include "warehouse/load/utf8_fault.h"
#include "warehouse/load/value_writer.h"

namespace darties::load {
namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool all_blank(std::string_view text) { return std::ranges::all_of(text, is_blank); }

std::string_view without_trailing(std::string_view text, bool (*unwanted)(char)) {
  while (!text.empty() && unwanted(text.back())) text.remove_suffix(1);
  return text;
}

// As much of valid UTF-8 as fits, ending on a character's boundary.
std::string_view cut_to(std::string_view text, std::size_t length) {
  if (text.size() <= length) return text;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
  return text.substr(0, length);
}

}  // namespace

// Nearly all strings of a load: ASCII, and no parameter that changes them.
bool ValueWriter::write_plain_string(std::size_t column, std::string_view text) {
  if (text.size() > static_cast<std::size_t>(plan_.columns[column].type.length)) {
    return write_string(column, text, true);
  }
  batch_->columns[column].as<StringSlot>()[row_].set(text);
  if (!text.empty() && text.back() == ' ') trailing_blanks_[column] = 1;
  return true;
}

bool ValueWriter::write_string(std::size_t column, std::string_view text, bool ascii) {
  const auto& rules = plan_.values;
  const auto length = static_cast<std::size_t>(plan_.columns[column].type.length);
  if (text.empty() && rules.empty_as_null) return write_null(column);
  if (!text.empty() && rules.blanks_as_null && all_blank(text)) return write_null(column);
  std::string_view value = rules.trim_blanks ? without_trailing(text, is_blank) : text;
  if (!ascii && !simdjson::validate_utf8(value.data(), value.size()) &&
      wrong_utf8(column, value, value))
    return false;
  if (value.size() > length) {
    if (!rules.truncate_columns)
      return refuse(column, text, 1204, "String length exceeds DDL length");
    value = cut_to(value, length);
  }
  batch_->columns[column].as<StringSlot>()[row_].set(value);
  if (!value.empty() && value.back() == ' ') trailing_blanks_[column] = 1;
  return true;
}

// True when the text is refused. With ACCEPTINVCHARS it is mended instead: each wrong byte becomes the given character.
bool ValueWriter::wrong_utf8(std::size_t column, std::string_view text, std::string_view& mended) {
  auto fault = find_invalid_utf8(text);
  if (!fault) return false;
  if (!plan_.values.replace_invalid) {
    fault_position_ = fault->offset;
    return !refuse(column, text, 1220, describe(*fault, text));
  }
  char* const copy = arena_.allocate(text.size());
  std::memcpy(copy, text.data(), text.size());
  for (; fault; fault = find_invalid_utf8(text, fault->offset + fault->length)) {
    std::memset(copy + fault->offset, *plan_.values.replace_invalid, fault->length);
  }
  mended = {copy, text.size()};
  replacement_ = column;
  return false;
}

// CHAR is padded with blanks in Redshift, and they never count: they are not kept.
bool ValueWriter::write_char(std::size_t column, std::string_view text) {
  const auto& rules = plan_.values;
  const auto length = static_cast<std::size_t>(plan_.columns[column].type.length);
  if (text.empty() && rules.empty_as_null) return write_null(column);
  if (!text.empty() && rules.blanks_as_null && all_blank(text)) return write_null(column);
  const auto wrong =
      std::ranges::find_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (wrong != text.end()) {
    const auto shown = text.substr(static_cast<std::size_t>(wrong - text.begin()), 4);
    return refuse(
        column, text, 1220,
        "Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: " +
            std::string(shown));
  }
  if (text.size() > length && !rules.truncate_columns) {
    return refuse(column, text, 1204, "Char length exceeds DDL length");
  }
  const auto value = without_trailing(text.substr(0, length), [](char c) { return c == ' '; });
  batch_->columns[column].as<StringSlot>()[row_].set(value);
  return true;
}

bool ValueWriter::write_bytes(std::size_t column, std::string_view hex) {
  const auto& type = plan_.columns[column].type;
  if (hex.size() % 2 != 0)
    return refuse(column, hex, 1219, "Invalid hex value for VARBYTE: an odd number of digits");
  char* const bytes = arena_.allocate(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]);
    const int low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return refuse_digit(column, hex, high < 0 ? i : i + 1);
    bytes[i / 2] = static_cast<char>(high * 16 + low);
  }
  if (hex.size() / 2 > static_cast<std::size_t>(type.length)) {
    return refuse(column, hex, 1204, "Varbyte length exceeds DDL length");
  }
  batch_->columns[column].as<StringSlot>()[row_].set({bytes, hex.size() / 2});
  return true;
}

bool ValueWriter::write_super(std::size_t column, std::string_view json) {
  if (plan_.format != LoadPlan::Format::kJson) {
    if (json.empty()) return write_null(column);
    char* const copy = arena_.allocate(json.size() + JsonCursor::kPadding);
    std::memcpy(copy, json.data(), json.size());
    std::memset(copy + json.size(), 0, JsonCursor::kPadding);
    JsonCursor cursor(copy, copy + json.size());
    cursor.skip_blanks();
    const bool whole = cursor.skip_value() && (cursor.skip_blanks(), cursor.at_end());
    if (!whole)
      return refuse(column, json, 1224,
                    "Invalid JSON: the field of a SUPER column is not well-formed");
  }
  if (!simdjson::validate_utf8(json.data(), json.size()) && wrong_utf8(column, json, json))
    return false;
  batch_->columns[column].as<StringSlot>()[row_].set(json);
  return true;
}

}  // namespace darties::load
