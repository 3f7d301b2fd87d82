#pragma once

#include <string_view>

#include "clean/cleaned.h"

namespace darties {

/// The signs of numbers that people typed.
struct NumberStyle {
  char decimal = '\0';  ///< '.' or ','; '\0': what the text itself proves
  char thousands =
      '\0';  ///< '.', ',', ' ', '\'' or kNoGroups; '\0': any that is not the decimal sign

  static constexpr char kNoGroups = '-';
  /// Of numbers that a program wrote.
  static constexpr NumberStyle plain();
  /// Whether it says which sign is the decimal one.
  bool is_decided() const { return decimal != '\0' || thousands == '.' || thousands == ','; }
};
constexpr NumberStyle NumberStyle::plain() { return {.decimal = '.', .thousands = kNoGroups}; }

/// Reads the option `decimal`: "." or ",". Throws kInvalid for anything else.
char parse_decimal_sign(std::string_view text);
/// Reads the option `thousands`: ".", ",", " ", "'" or "none". Throws kInvalid for anything else.
char parse_thousands_sign(std::string_view text);

/// Throws kInvalid when the two signs are one.
void check_signs_differ(const NumberStyle& style);

/// A number that someone typed, as a plain decimal with a point. It never passes through a binary number: "20.3" stays "20.3".
///
/// "20,3" is 20.3, "1 234,5" (with any kind of blank), "1.234,5" and "1'234.5" are 1234.5, "1,234,567" is 1234567; "(5)" and
/// "5-" are -5. A minus may be a true one (U+2212). "1,234" is 1234 or 1.234: without a style that says which, it is refused.
/// Refused with a reason, too: letters, signs such as % and €, groups that are not of three digits, and empty texts.
Cleaned clean_decimal(std::string_view text, const NumberStyle& style = {});

/// The same for whole numbers of 64 bits: "27", "27.0" and "1 234" are, "27.5" is not. "1,234" can only be 1234.
Cleaned clean_integer(std::string_view text, const NumberStyle& style = {});

/// Which decimal sign a text proves to have.
enum class DecimalSign { kNone, kPoint, kComma, kAmbiguous };
DecimalSign decimal_sign_of(std::string_view text, bool is_whole);

}  // namespace darties
