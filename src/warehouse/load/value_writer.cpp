#include "warehouse/load/value_writer.h"

#include <fmt/format.h>

#include <utility>

#include "base/json_string.h"
#include "base/text.h"

namespace darties::load {

// A string within SUPER.
constexpr std::size_t kLongestSuperString = 65535;

ValueWriter::ValueWriter(const LoadPlan& plan, Arena& arena)
    : plan_(plan),
      arena_(arena),
      plain_strings_(plan.values.plain_strings()),
      trailing_blanks_(plan.columns.size(), 0) {
  for (const auto& column : plan.columns) {
    Plain plain{Plain::Kind::kNone, !column.not_null && !column.identity,
                static_cast<std::uint32_t>(column.type.length)};
    if (column.type.id == sql::TypeId::kVarchar && plain_strings_)
      plain.kind = Plain::Kind::kString;
    if (column.type.id == sql::TypeId::kInteger) plain.kind = Plain::Kind::kInteger;
    if (column.type.id == sql::TypeId::kBigint) plain.kind = Plain::Kind::kBigint;
    if (column.type.id == sql::TypeId::kDouble) plain.kind = Plain::Kind::kDouble;
    // A JSON null stays one in a SUPER column.
    if (column.type.id == sql::TypeId::kSuper) plain.nullable = false;
    plain_.push_back(plain);
  }
}

std::optional<std::size_t> ValueWriter::take_replacement() {
  return std::exchange(replacement_, std::nullopt);
}

bool ValueWriter::refuse(std::size_t column, std::string_view text, int code, std::string reason) {
  fault_ = {code, std::move(reason), column, std::string(text), std::exchange(fault_position_, 0)};
  return false;
}

bool ValueWriter::write_null(std::size_t column) {
  const auto& target = plan_.columns[column];
  if (target.identity)
    return refuse(column, {}, 1217, "Invalid identity value: an identity column is never NULL");
  if (target.not_null) return refuse(column, {}, 1213, "Missing data for not-null field");
  batch_->columns[column].set_null(row_);
  return true;
}

bool ValueWriter::write_text(std::size_t column, std::string_view text, bool ascii) {
  const auto& target = plan_.columns[column];
  if (target.type.id == sql::TypeId::kVarchar) {
    if (ascii && plain_strings_) return write_plain_string(column, text);
    return write_string(column, text, ascii);
  }
  if (target.type.id == sql::TypeId::kChar) return write_char(column, text);
  if (target.type.id == sql::TypeId::kSuper) return write_super(column, text);
  return write_scalar(column, text);
}

// Everything but strings: blanks on both sides do not count, and nothing is NULL.
bool ValueWriter::write_scalar(std::size_t column, std::string_view text) {
  const auto bare = trim(text);
  if (bare.empty()) return write_null(column);
  switch (plan_.columns[column].type.id) {
    case sql::TypeId::kBoolean:
      return write_boolean(column, text);
    case sql::TypeId::kSmallint:
    case sql::TypeId::kInteger:
    case sql::TypeId::kBigint:
      return write_integer(column, text);
    case sql::TypeId::kReal:
    case sql::TypeId::kDouble:
      return write_real(column, text);
    case sql::TypeId::kDecimal:
      return write_decimal(column, text);
    case sql::TypeId::kDate:
      return write_date(column, bare);
    case sql::TypeId::kTimestamp:
    case sql::TypeId::kTimestampTz:
      return write_timestamp(column, bare);
    case sql::TypeId::kTime:
    case sql::TypeId::kTimeTz:
      return write_time(column, bare);
    default:
      return write_bytes(column, bare);
  }
}

bool ValueWriter::write_any_json(std::size_t column, const JsonValue& value) {
  const auto type = plan_.columns[column].type.id;
  if (type == sql::TypeId::kSuper) {
    // The quotes stand just outside of a string's text.
    const bool string = value.kind == JsonKind::kString;
    if (string && value.text.size() > kLongestSuperString)
      return refuse(column, value.text, 1204, "String length exceeds DDL length");
    return write_super(column, string
                                   ? std::string_view(value.text.data() - 1, value.text.size() + 2)
                                   : value.text);
  }
  if (value.kind == JsonKind::kNull) return write_null(column);
  if (value.kind == JsonKind::kNumber &&
      (type == sql::TypeId::kInteger || type == sql::TypeId::kBigint ||
       type == sql::TypeId::kSmallint)) {
    return write_json_number(column, value);
  }
  if (value.kind != JsonKind::kString || !value.escaped) {
    return write_text(column, value.text, value.kind == JsonKind::kString && value.ascii);
  }
  char* const begin = arena_.allocate(value.text.size());
  char* const end = decode_json_string(value.text, begin);
  const auto length = static_cast<std::size_t>(end - begin);
  arena_.give_back(value.text.size() - length);
  return write_text(column, {begin, length}, false);
}

bool ValueWriter::write_boolean(std::size_t column, std::string_view text) {
  const auto bare = trim(text);
  for (const std::string_view word : {"true", "t", "yes", "y", "1"}) {
    if (equals_ignoring_case(bare, word)) return store<std::uint8_t>(column, 1);
  }
  for (const std::string_view word : {"false", "f", "no", "n", "0"}) {
    if (equals_ignoring_case(bare, word)) return store<std::uint8_t>(column, 0);
  }
  return refuse(column, text, 1210, "Unknown boolean format");
}

}  // namespace darties::load
