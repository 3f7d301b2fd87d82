#include "sql/families/parameter_list.h"

#include <charconv>

#include "base/text.h"

namespace darties::sql {
namespace {

bool is_octal(char c) { return c >= '0' && c <= '7'; }

/// \t, \n, \\, \ddd. A backslash before another character stays.
std::string resolve_escapes(std::string_view text) {
  std::string resolved;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char escaped = text[at] == '\\' && at + 1 < text.size() ? text[at + 1] : '\0';
    if (escaped == 't' || escaped == 'n' || escaped == '\\') {
      resolved += escaped == 't' ? '\t' : escaped == 'n' ? '\n' : '\\';
      ++at;
    } else if (is_octal(escaped)) {
      int value = 0;
      std::size_t digits = 0;
      while (digits < 3 && at + 1 < text.size() && is_octal(text[at + 1])) {
        value = value * 8 + (text[++at] - '0');
        ++digits;
      }
      resolved += static_cast<char>(value);
    } else {
      resolved += text[at];
    }
  }
  return resolved;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

[[noreturn]] void fail_range(const Cursor& cursor, std::size_t offset, std::string_view parameter,
                             std::int64_t min, std::int64_t max) {
  cursor.fail_at(offset,
                 fmt::format("{} takes a whole number between {} and {}", parameter, min, max));
}

}  // namespace

void ParameterLog::add(std::string_view name, std::size_t offset) {
  if (!places_.emplace(name, offset).second)
    cursor_->fail_at(offset, fmt::format("{} is given twice", name));
}

void ParameterLog::exclude(std::string_view name,
                           std::initializer_list<std::string_view> others) const {
  if (!has(name)) return;
  for (const auto other : others) {
    if (!has(other)) continue;
    const std::size_t offset = std::max(place_of(name), place_of(other));
    cursor_->fail_at(offset, fmt::format("{} is not compatible with {}", other, name));
  }
}

std::string string_argument(Cursor& cursor, std::string_view parameter) {
  cursor.accept_word("AS");
  if (!cursor.at_string()) cursor.fail_expected(fmt::format("a literal after {}", parameter));
  return raw_string_value(cursor.next());
}

std::int64_t integer_argument(Cursor& cursor, std::string_view parameter, std::int64_t min,
                              std::int64_t max) {
  cursor.accept_word("AS");
  const std::size_t offset = cursor.peek().begin;
  std::string digits;
  if (cursor.at_string()) {
    digits = raw_string_value(cursor.next());
  } else {
    if (cursor.accept_operator("-")) fail_range(cursor, offset, parameter, min, max);
    if (cursor.peek().kind != TokenKind::kNumber)
      cursor.fail_expected(fmt::format("a number after {}", parameter));
    digits = cursor.next().text;
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < min || value > max) {
    fail_range(cursor, offset, parameter, min, max);
  }
  return value;
}

std::string switch_argument(Cursor& cursor, std::string_view otherwise) {
  if (cursor.accept_word("ON") || cursor.accept_word("TRUE")) return "ON";
  if (cursor.accept_word("OFF") || cursor.accept_word("FALSE")) return "OFF";
  return std::string(otherwise);
}

std::string delimiter_argument(Cursor& cursor, std::string_view parameter) {
  const std::string delimiter = resolve_escapes(string_argument(cursor, parameter));
  const std::size_t offset = cursor.previous().begin;
  if (delimiter.empty() || !is_ascii(delimiter)) {
    cursor.fail_at(offset, fmt::format("{} takes one or several ASCII characters", parameter));
  }
  if (delimiter.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos) {
    cursor.fail_at(offset, fmt::format("{} can not hold a line end or NUL", parameter));
  }
  return delimiter;
}

char character_argument(Cursor& cursor, std::string_view parameter) {
  const std::string text = resolve_escapes(string_argument(cursor, parameter));
  if (text.size() != 1 || !is_ascii(text) || text[0] == '\0') {
    cursor.fail_at(cursor.previous().begin, fmt::format("{} takes one ASCII character", parameter));
  }
  return text[0];
}

std::vector<FixedWidthFormat::Field> widths_argument(Cursor& cursor, std::string_view parameter) {
  const std::string text = string_argument(cursor, parameter);
  std::vector<FixedWidthFormat::Field> fields;
  for (const auto piece : darties::split(text, ',')) {
    const std::size_t colon = piece.rfind(':');
    FixedWidthFormat::Field field;
    if (colon != std::string_view::npos) {
      field.label = trim(piece.substr(0, colon));
      const std::string_view width = trim(piece.substr(colon + 1));
      const auto [end, error] =
          std::from_chars(width.data(), width.data() + width.size(), field.width);
      if (error != std::errc() || end != width.data() + width.size()) field.width = 0;
    }
    if (field.width < 1) {
      cursor.fail_at(cursor.previous().begin,
                     fmt::format("{} takes 'label:width,label:width' with widths from 1, not '{}'",
                                 parameter, piece));
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

std::string null_argument(Cursor& cursor, std::string_view parameter) {
  std::string text = string_argument(cursor, parameter);
  if (text == "\\0" || text == "\\000") return std::string(1, '\0');
  if (text == "\\n" || text == "\n") {
    cursor.fail_at(cursor.previous().begin, fmt::format("{} can not be a line end", parameter));
  }
  return text;
}

}  // namespace darties::sql
