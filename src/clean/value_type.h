#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "clean/decimal.h"
#include "source/row.h"

namespace darties {

/// What a column's cells are to become.
enum class ValueType : std::uint8_t {
  kAuto,     ///< what the cell is: numbers stay numbers, texts stay texts
  kText,     ///< text, also of numbers
  kInteger,  ///< a whole number
  kDecimal,  ///< a number, exactly as typed
  kPercent,  ///< a number: "12,5 %" is 0.125
  kCurrency,  ///< a number without the sign of its currency, which must be the same in the whole column
  kDate,      ///< ISO 8601
  kTime,      ///< a time of day: 08:30:00
  kBoolean,  ///< true or false; vrai, faux, oui, non, yes, no, 1, 0
  kMonth,    ///< 1 to 12, from French and English names
};

/// A type, with the format of its dates or times, or the sign of its currency, where the user says it.
struct ColumnType {
  ValueType kind = ValueType::kAuto;
  std::string format = {};

  ColumnType() = default;
  ColumnType(ValueType type, std::string its_format = {})
      : kind(type), format(std::move(its_format)) {}

  bool is_number() const {
    return kind == ValueType::kInteger || kind == ValueType::kDecimal ||
           kind == ValueType::kPercent || kind == ValueType::kCurrency;
  }
};

/// Reads "integer", "date %d.%m.%y", "currency €" and so on. Throws kInvalid for an unknown type, with the nearest word, and
/// for a format that is none.
ColumnType parse_column_type(std::string_view text);

/// What holds for all cells of a column.
struct CellRules {
  NumberStyle numbers;
  std::vector<std::string> null_values;  ///< texts that stand for no value, in any case of letters
};

/// A cell made clean, as it goes into JSON.
struct CleanCell {
  bool is_blank = false;
  bool is_quoted = false;  ///< a JSON string
  std::string text;
  std::string fault;     ///< why the cell can not be of this type; empty when all is well
  std::string currency;  ///< the sign that was taken off
};

/// Blank is not zero: a cell that is not there, or holds blanks only, gives a blank one of any type.
CleanCell clean_cell(const Cell& cell, const ColumnType& type, const CellRules& rules = {});

/// Which decimal sign a cell of a number's type proves for its column.
DecimalSign decimal_sign_of(const Cell& cell, const ColumnType& type);

}  // namespace darties
