#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_cursor.h"
#include "warehouse/load/arena.h"
#include "warehouse/load/load_plan.h"
#include "warehouse/load/row_batch.h"

namespace darties::load {

/// Why a value does not go into its column, in Redshift's words and numbers.
struct Fault {
  int code = 0;
  std::string reason;
  std::size_t column = 0;
  std::string value;         ///< as it stood in the input
  std::size_t position = 0;  ///< of what is wrong, in the value
};

/// Turns the texts of fields into values of columns by Redshift's rules, straight into the arrays of a batch.
///
/// Every write_…() returns false when the value is refused; fault() then says why. Bytes of strings are not copied:
/// the text must outlive the batch, unless the writer had to change it, which it does in the arena.
/// Threads: one at a time; each parsing thread has its own.
class ValueWriter {
 public:
  ValueWriter(const LoadPlan& plan, Arena& arena);

  /// Values go to row `row` of this batch from now on.
  void target(RowBatch& batch, std::size_t row) {
    batch_ = &batch;
    row_ = row;
  }

  bool write_null(std::size_t column);
  /// A field of a text file, or a JSON string without its escapes. `ascii` promises that all bytes are below 0x80.
  bool write_text(std::size_t column, std::string_view text, bool ascii = false);
  /// A JSON value; its text is followed by JsonCursor's padding.
  bool write_json(std::size_t column, const JsonValue& value) {
    return write_plain_json(column, value) || write_any_json(column, value);
  }

  /// A field that holds NUL beside other bytes, with NULL AS '\0'. Always false.
  bool refuse_nul(std::size_t column, std::string_view text) {
    return refuse(column, text, 1218, "NULL AS '\\0': the field holds more than one byte");
  }

  const Fault& fault() const { return fault_; }
  /// Columns that ever got a string with a blank at its end.
  const std::vector<char>& trailing_blanks() const { return trailing_blanks_; }
  /// Whether ACCEPTINVCHARS changed a value since the last call, and in which column.
  std::optional<std::size_t> take_replacement();

 private:
  /// What nearly every value of a load needs: true when the value is one of those and was written.
  bool write_plain_json(std::size_t column, const JsonValue& value);
  bool write_any_json(std::size_t column, const JsonValue& value);
  bool write_plain_string(std::size_t column, std::string_view text);
  bool write_plain_real(std::size_t column, std::string_view text);
  bool write_string(std::size_t column, std::string_view text, bool ascii);
  bool write_char(std::size_t column, std::string_view text);
  bool write_bytes(std::size_t column, std::string_view hex);
  bool write_super(std::size_t column, std::string_view json);
  bool write_scalar(std::size_t column, std::string_view text);
  bool write_boolean(std::size_t column, std::string_view text);
  bool write_integer(std::size_t column, std::string_view text);
  bool write_json_number(std::size_t column, const JsonValue& value);
  bool write_real(std::size_t column, std::string_view text);
  bool write_decimal(std::size_t column, std::string_view text);
  bool write_date(std::size_t column, std::string_view text);
  bool write_timestamp(std::size_t column, std::string_view text);
  bool write_time(std::size_t column, std::string_view text);
  bool store_integer(std::size_t column, std::int64_t value, std::string_view text);
  void store_int128(std::size_t column, Int128 value);
  bool wrong_utf8(std::size_t column, std::string_view text, std::string_view& mended);
  bool refuse_date(std::size_t column, std::string_view text, int code, std::string reason);
  bool refuse(std::size_t column, std::string_view text, int code, std::string reason);
  bool refuse_digit(std::size_t column, std::string_view text, std::size_t position);
  bool refuse_number(std::size_t column, std::string_view text, std::size_t position);

  template <class T>
  bool store(std::size_t column, T value) {
    batch_->columns[column].as<T>()[row_] = value;
    return true;
  }

  /// What write_plain_json() needs to know of a column, close together.
  struct Plain {
    enum class Kind : std::uint8_t {
      kNone,
      kString,
      kInteger,
      kBigint,
      kDouble
    } kind = Kind::kNone;
    bool nullable = false;
    std::uint32_t length = 0;
  };

  const LoadPlan& plan_;
  Arena& arena_;
  const bool plain_strings_;
  std::vector<Plain> plain_;
  RowBatch* batch_ = nullptr;
  std::size_t row_ = 0;
  std::vector<char> trailing_blanks_;
  std::optional<std::size_t> replacement_;
  std::size_t fault_position_ = 0;  // for the next fault
  Fault fault_;
};

inline bool ValueWriter::write_plain_json(std::size_t column, const JsonValue& value) {
  const Plain plain = plain_[column];
  ColumnBuffer& buffer = batch_->columns[column];
  const auto size = value.text.size();
  if (value.kind == JsonKind::kString) {
    if (plain.kind != Plain::Kind::kString || value.escaped || !value.ascii || size > plain.length)
      return false;
    buffer.as<StringSlot>()[row_].set_padded(value.text);
    if (size > 0 && value.text.back() == ' ') trailing_blanks_[column] = 1;
    return true;
  }
  if (value.kind == JsonKind::kNull) {
    if (!plain.nullable) return false;
    buffer.set_null(row_);
    return true;
  }
  if (value.kind != JsonKind::kNumber) return false;
  if (plain.kind == Plain::Kind::kDouble) return write_plain_real(column, value.text);
  const std::size_t most = plain.kind == Plain::Kind::kInteger  ? 9
                           : plain.kind == Plain::Kind::kBigint ? 18
                                                                : 0;
  if (!value.integer || size > most) return false;
  const bool negative = value.text.front() == '-';
  std::int64_t number = 0;
  for (const char c : value.text.substr(negative ? 1 : 0)) number = number * 10 + (c - '0');
  if (negative) number = -number;
  if (most == 18) return store(column, number);
  return store(column, static_cast<std::int32_t>(number));
}

}  // namespace darties::load
