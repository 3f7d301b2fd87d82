// TO_NUMBER, and Teradata's texts of numbers.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "sql/functions/number_format.h"
#include "sql/functions/number_text.h"

namespace darties::sql {
namespace {

/// Takes a sign from the beginning or the end of a text.
bool take_sign(std::string_view& text) {
  bool negative = false;
  if (text.starts_with('<') && text.ends_with('>')) {
    text = text.substr(1, text.size() - 2);
    negative = true;
  } else if (text.starts_with('-') || text.starts_with('+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  } else if (text.ends_with('-') || text.ends_with('+')) {
    negative = text.back() == '-';
    text.remove_suffix(1);
  }
  return negative;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The text without its currency sign, blanks and separators of groups, and without the literals of its format.
std::string bare_number(std::string_view text, const NumberFormat& format) {
  std::string bare;
  const bool groups =
      std::any_of(format.tokens.begin(), format.tokens.end(),
                  [](const auto& token) { return token.part == NumberPart::kGroup; });
  for (const char c : text) {
    const bool literal =
        std::any_of(format.tokens.begin(), format.tokens.end(), [c](const auto& token) {
          return token.part == NumberPart::kLiteral && token.text.find(c) != std::string::npos;
        });
    if (c == ' ' || (c == ',' && groups) || (literal && !is_digit(c))) continue;
    bare += c;
  }
  return bare;
}

}  // namespace

std::string parse_number(std::string_view text, std::string_view format_text) {
  const NumberFormat format = parse_number_format(format_text);
  if (format.exponent || format.has_v || !format.roman.empty())
    throw Error(ErrorKind::kInvalid, "TO_NUMBER does not read the format '{}'", format_text);
  const std::string bare = bare_number(text, format);
  std::string_view digits = bare;
  const bool negative = take_sign(digits);
  const bool plain =
      std::all_of(digits.begin(), digits.end(), [](char c) { return is_digit(c) || c == '.'; });
  if (!plain || digits.empty())
    throw Error(ErrorKind::kInvalid, "'{}' does not match the number format '{}'", text,
                format_text);
  NumberText number = read_number_text(digits);
  if (number.whole.size() > static_cast<std::size_t>(format.whole_digits))
    throw Error(ErrorKind::kInvalid, "'{}' has more digits than the number format '{}'", text,
                format_text);
  const auto kept = static_cast<std::size_t>(format.fraction_digits);
  if (number.fraction.size() > kept) number.fraction.resize(kept);
  return fmt::format("{}{}{}{}", negative ? "-" : "", number.whole.empty() ? "0" : number.whole,
                     number.fraction.empty() ? "" : ".", number.fraction);
}

std::string parse_teradata_number(std::string_view text) {
  std::string_view digits = trim(text);
  if (digits.empty()) return "0";
  const bool negative = take_sign(digits);
  const std::string plain = replace_all(digits, ",", "");
  const NumberText number = read_number_text(plain);
  return fmt::format("{}{}.{}", negative != number.negative ? "-" : "",
                     number.whole.empty() ? "0" : number.whole,
                     number.fraction.empty() ? "0" : number.fraction);
}

}  // namespace darties::sql
