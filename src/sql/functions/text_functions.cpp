#include "sql/functions/text_functions.h"

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "base/text.h"

namespace darties::sql {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

/// The byte at which character `count` after `from` begins; the end when there are fewer.
std::size_t skip_characters(std::string_view text, std::size_t from, std::int64_t count) {
  std::size_t at = from;
  for (; at < text.size() && count > 0; --count) {
    ++at;
    while (at < text.size() && !begins_character(text[at])) ++at;
  }
  return at;
}

/// The digit of a consonant; 0 for vowels, y, h and w.
char soundex_digit(char upper) {
  constexpr std::string_view kDigits = "01230120022455012623010202";
  return kDigits[static_cast<std::size_t>(upper - 'A')];
}

}  // namespace

std::string_view substring(std::string_view text, std::int64_t start, std::int64_t length) {
  if (length < 0) throw Error(ErrorKind::kInvalid, "negative substring length not allowed");
  if (start > std::numeric_limits<std::int64_t>::max() - length) return {};
  const std::int64_t end = start + length;
  if (end <= 1) return {};
  const std::int64_t first = std::max<std::int64_t>(start, 1);
  const std::size_t begin = skip_characters(text, 0, first - 1);
  return text.substr(begin, skip_characters(text, begin, end - first) - begin);
}

std::string_view substring_from(std::string_view text, std::int64_t start) noexcept {
  return text.substr(skip_characters(text, 0, start - 1));
}

std::string_view split_part(std::string_view text, std::string_view delimiter,
                            std::int64_t number) {
  if (number < 1) throw Error(ErrorKind::kInvalid, "field position must be greater than zero");
  if (delimiter.empty()) return number == 1 ? text : std::string_view();
  for (; number > 1; --number) {
    const std::size_t at = text.find(delimiter);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + delimiter.size());
  }
  return text.substr(0, text.find(delimiter));
}

std::int32_t length_in_characters(std::string_view text) noexcept {
  return static_cast<std::int32_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::int32_t octet_index(std::string_view text, std::string_view part) noexcept {
  const std::size_t at = text.find(part);
  return at == std::string_view::npos ? 0 : static_cast<std::int32_t>(at + 1);
}

std::string quoted_identifier(std::string_view name) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  const bool plain = !name.empty() && (is_letter(name[0]) || name[0] == '_') &&
                     std::all_of(name.begin(), name.end(), is_plain);
  if (plain) return std::string(name);
  return '"' + replace_all(name, "\"", "\"\"") + '"';
}

std::string quoted_literal(std::string_view text) {
  return "'" + replace_all(replace_all(text, "\\", "\\\\"), "'", "''") + "'";
}

std::string soundex(std::string_view text) {
  std::string code;
  char previous = '0';
  for (const char c : upper_ascii(text)) {
    if (!is_letter(c)) continue;
    const char digit = soundex_digit(c);
    if (code.empty()) {
      code += c;
    } else if (digit != '0' && digit != previous) {
      code += digit;
    }
    if (code.size() == 4) return code;
    if (c != 'H' && c != 'W') previous = digit;
  }
  if (!code.empty()) code.resize(4, '0');
  return code;
}

std::int32_t soundex_difference(std::string_view a, std::string_view b) {
  const std::string left = soundex(a);
  const std::string right = soundex(b);
  std::int32_t same = 0;
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i)
    same += left[i] == right[i] ? 1 : 0;
  return same;
}

}  // namespace darties::sql
