#include "source/formats/xlsx/cell_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace darties::xlsx {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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
  if (is_whole_number(text)) return std::string(text);
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  char buffer[512];
  const auto written =
      std::to_chars(buffer, buffer + sizeof(buffer), number, std::chars_format::fixed);
  return std::string(buffer, written.ptr);
}

std::string plain_iso_date(std::string_view text) {
  std::string date(text);
  if (date.ends_with('Z')) date.pop_back();
  std::replace(date.begin(), date.end(), 'T', ' ');
  if (date.ends_with(" 00:00:00")) date.resize(date.size() - 9);
  return date;
}

}  // namespace darties::xlsx
