#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "source/row.h"

namespace darties {

/// What a column's cells are to become.
enum class ValueType : std::uint8_t {
  kAuto,     ///< what the cell is: numbers stay numbers, texts stay texts
  kText,     ///< text, also of numbers
  kInteger,  ///< a whole number
  kDecimal,  ///< a number, exactly as typed
  kDate,     ///< ISO 8601
  kBoolean,  ///< true or false; vrai, faux, oui, non, yes, no, 1, 0
  kMonth,    ///< 1 to 12, from French and English names
};

/// Reads "integer" and so on. Throws kInvalid with the nearest word for another one.
ValueType parse_value_type(std::string_view word);

/// A cell made clean, as it goes into JSON.
struct CleanCell {
  bool is_blank = false;
  bool is_quoted = false;  ///< a JSON string
  std::string text;
  std::string fault;  ///< why the cell can not be of this type; empty when all is well
};

/// Blank is not zero: a cell that is not there, or holds blanks only, gives a blank one of any type.
CleanCell clean_cell(const Cell& cell, ValueType type);

}  // namespace darties
