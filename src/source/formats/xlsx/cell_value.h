#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace darties::xlsx {

/// The value types that a cell's t attribute names.
enum class CellType : std::uint8_t {
  kNumber,
  kShared,
  kFormulaText,
  kInline,
  kBoolean,
  kError,
  kIsoDate
};

/// The type of t="s" and so on; nothing for one that there is not.
std::optional<CellType> cell_type(std::string_view t);

/// An unsigned whole number that takes all of `text`.
inline std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// A plain decimal of at most 15 digits, which is what it says: "20.3", "-7".
bool is_plain_number(std::string_view text);

/// The shortest plain decimal that is the same number for Excel, which keeps 64-bit binary ones: "20.3" for "20.300000000000001",
/// "0.001" for "1E-3", "310101195608231000" for "3.1010119560823098E+17". Whole numbers without an exponent keep all their digits.
/// Nothing for a text that is no number.
std::optional<std::string> plain_number(std::string_view text);

}  // namespace darties::xlsx
