#include "source/formats/xlsx/cell_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace darties::xlsx {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Without the zeros in front that a number of JSON may not have.
std::string_view without_leading_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - 1));
}

/// "0.000123" for the digits "123" and the exponent -4 of 1.23E-4: `point` digits stand in front of the point.
std::string write_out(std::string_view digits, int point) {
  if (point <= 0) return "0." + std::string(static_cast<std::size_t>(-point), '0').append(digits);
  const auto whole = static_cast<std::size_t>(point);
  std::string text(digits.substr(0, whole));
  if (digits.size() <= whole) return text.append(whole - digits.size(), '0');
  return text.append(".").append(digits.substr(whole));
}

bool is_whole_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace

std::optional<CellType> cell_type(std::string_view t) {
  if (t.empty() || t == "n") return CellType::kNumber;
  if (t == "s") return CellType::kShared;
  if (t == "str") return CellType::kFormulaText;
  if (t == "inlineStr") return CellType::kInline;
  if (t == "b") return CellType::kBoolean;
  if (t == "e") return CellType::kError;
  if (t == "d") return CellType::kIsoDate;
  return std::nullopt;
}

bool is_plain_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || text.size() > 16 || !is_digit(text.front()) || !is_digit(text.back())) {
    return false;
  }
  if (text.front() == '0' && text.size() > 1 && text[1] != '.') return false;
  int points = 0;
  for (const char c : text) {
    if (c == '.')
      ++points;
    else if (!is_digit(c))
      return false;
  }
  return points <= 1 && text.size() - static_cast<std::size_t>(points) <= 15;
}

std::optional<std::string> plain_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (is_whole_number(text)) {
    const bool negative = text.starts_with('-');
    return (negative ? "-" : "") +
           std::string(without_leading_zeros(text.substr(negative ? 1 : 0)));
  }
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  // The fewest digits that give this number again; std::chars_format::fixed would add digits of the binary one.
  char buffer[32];
  const auto written = std::to_chars(buffer, buffer + sizeof(buffer), std::fabs(number),
                                     std::chars_format::scientific);
  const std::string_view shortest(buffer, static_cast<std::size_t>(written.ptr - buffer));
  const auto e = shortest.find('e');
  int exponent = 0;
  const bool grows = shortest[e + 1] == '+';
  std::from_chars(shortest.data() + e + (grows ? 2 : 1), written.ptr, exponent);
  std::string digits(shortest.substr(0, e));
  std::erase(digits, '.');
  return (std::signbit(number) ? "-" : "") + write_out(digits, exponent + 1);
}

}  // namespace darties::xlsx
