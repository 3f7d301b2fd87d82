#include <algorithm>
#include <charconv>
#include <limits>

#include "base/error.h"
#include "base/text.h"
#include "sql/functions.h"

namespace darties::sql {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without_trailing_blanks(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

[[noreturn]] void fail_too_long(std::string_view text, std::string_view type, int bytes) {
  throw Error(ErrorKind::kInvalid, "value too long for type {}({}): {} bytes, '{}{}'", type, bytes,
              text.size(), cut_bytes(text, 40), text.size() > 40 ? "…" : "");
}

}  // namespace

std::string_view cut_bytes(std::string_view text, int bytes) noexcept {
  auto end = static_cast<std::size_t>(std::max(bytes, 0));
  if (text.size() <= end) return text;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string_view assign_varchar(std::string_view text, int bytes) {
  const auto limit = static_cast<std::size_t>(bytes);
  if (text.size() <= limit) return text;
  if (without_trailing_blanks(text).size() > limit) fail_too_long(text, "character varying", bytes);
  return text.substr(0, limit);
}

std::string_view assign_char(std::string_view text, int bytes) {
  text = without_trailing_blanks(text);
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x80) continue;
    throw Error(ErrorKind::kInvalid, "CHAR holds ASCII only, use VARCHAR for: '{}'",
                cut_bytes(text, 40));
  }
  if (text.size() > static_cast<std::size_t>(bytes)) fail_too_long(text, "character", bytes);
  return text;
}

std::string initial_capitals(std::string_view text) {
  std::string result = lower_ascii(text);
  bool starts = true;
  for (char& c : result) {
    if (starts && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    starts = !is_letter(c) && !is_digit(c) && static_cast<unsigned char>(c) < 0x80;
  }
  return result;
}

std::int64_t parse_number_of_base(std::string_view text, int base) {
  if (base < 2 || base > 36)
    throw Error(ErrorKind::kInvalid, "STRTOL takes a base from 2 to 36, not {}", base);
  std::string_view digits = trim(text);
  if (digits.empty()) return 0;
  const bool negative = digits.front() == '-';
  if (negative || digits.front() == '+') digits.remove_prefix(1);
  if (base == 16 && (digits.starts_with("0x") || digits.starts_with("0X"))) digits.remove_prefix(2);
  std::uint64_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  const auto limit =
      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) + (negative ? 1 : 0);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() ||
      value > limit) {
    throw Error(ErrorKind::kInvalid, "The input {} is not valid to be converted to base {}", text,
                base);
  }
  return negative ? static_cast<std::int64_t>(0 - value) : static_cast<std::int64_t>(value);
}

}  // namespace darties::sql
