#include "source/cell_range.h"

#include <algorithm>

#include "base/error.h"

namespace darties {
namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes an optional "$" and letters off the front; 0 when there are none or they go past XFD.
std::uint32_t take_column(std::string_view& text) {
  std::string_view rest = text;
  if (!rest.empty() && rest.front() == '$') rest.remove_prefix(1);
  std::uint32_t column = 0;
  std::size_t length = 0;
  while (length < rest.size() && is_letter(rest[length])) {
    column = column * 26 + static_cast<std::uint32_t>((rest[length] & ~0x20) - 'A' + 1);
    if (column > kMaxColumn) return 0;
    ++length;
  }
  if (length == 0) return 0;
  text = rest.substr(length);
  return column;
}

/// Takes an optional "$" and digits off the front; 0 when there are none or they go past the last
/// row.
std::uint32_t take_row(std::string_view& text) {
  std::string_view rest = text;
  if (!rest.empty() && rest.front() == '$') rest.remove_prefix(1);
  std::uint32_t row = 0;
  std::size_t length = 0;
  while (length < rest.size() && is_digit(rest[length])) {
    row = row * 10 + static_cast<std::uint32_t>(rest[length] - '0');
    if (row > kMaxRow) return 0;
    ++length;
  }
  if (length == 0) return 0;
  text = rest.substr(length);
  return row;
}

/// One side of a range: "B2", "B" or "2". What is not said is 0.
std::optional<CellAddress> parse_side(std::string_view text) {
  CellAddress side;
  if (text.empty()) return std::nullopt;
  side.column = take_column(text);
  if (!text.empty()) {
    side.row = take_row(text);
    if (side.row == 0) return std::nullopt;
  }
  if (!text.empty() || side == CellAddress{}) return std::nullopt;
  return side;
}

}  // namespace

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

std::string to_string(CellAddress address) {
  return column_letters(address.column) + std::to_string(address.row);
}

std::optional<CellAddress> parse_cell_address(std::string_view text) {
  const auto side = parse_side(text);
  if (!side || side->row == 0 || side->column == 0) return std::nullopt;
  return side;
}

CellRange parse_cell_range(std::string_view text) {
  const auto colon = text.find(':');
  const auto first = parse_side(text.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : parse_side(text.substr(colon + 1));
  const bool alike = first && last && (first->row == 0) == (last->row == 0) &&
                     (first->column == 0) == (last->column == 0);
  if (!alike || (colon == std::string_view::npos && (first->row == 0 || first->column == 0))) {
    throw Error(ErrorKind::kInvalid,
                "'{}' is no range of cells; write it as A1:Y49, A:Y, 2:49 or B2", text);
  }
  CellRange range;
  if (first->row > 0) {
    range.first.row = std::min(first->row, last->row);
    range.last.row = std::max(first->row, last->row);
  }
  if (first->column > 0) {
    range.first.column = std::min(first->column, last->column);
    range.last.column = std::max(first->column, last->column);
  }
  return range;
}

}  // namespace darties
