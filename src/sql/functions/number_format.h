#pragma once

#include <string>
#include <string_view>
#include <vector>

// TO_CHAR and TO_NUMBER of numbers by a format string: 9 0 . , D G FM PR S L RN TH V EEEE MI PL SG.

namespace darties::sql {

enum class NumberPart {
  kLiteral,
  kNine,
  kZero,
  kPoint,
  kGroup,
  kSign,      ///< S: beside the number
  kMinus,     ///< MI
  kPlus,      ///< PL
  kPlusMinus  ///< SG
};

struct NumberToken {
  NumberPart part = NumberPart::kLiteral;
  std::string text;  ///< kLiteral
};

/// A number's format string taken apart.
struct NumberFormat {
  std::vector<NumberToken> tokens;
  int whole_digits = 0;     ///< positions before the point, those behind V too
  int fraction_digits = 0;  ///< positions behind the point
  int shifted_digits = 0;   ///< positions behind V: the number is multiplied by as many tens
  bool fill = true;         ///< no FM
  bool brackets = false;    ///< PR
  bool exponent = false;    ///< EEEE
  bool has_point = false;
  bool has_v = false;
  bool sign_before = false;  ///< S before the digits
  bool sign_after = false;   ///< S behind them
  bool own_sign = false;     ///< MI or SG says where a minus stands
  std::string roman;         ///< RN or rn
  std::string ordinal;       ///< TH or th
};

/// Errors: kInvalid for a format with two points, two signs, a sign among the digits, or digits behind EEEE.
NumberFormat parse_number_format(std::string_view format);

/// TO_CHAR of a number that stands in a text: "-12.50", "1e-05".
std::string format_number(std::string_view number, std::string_view format);

/// TO_NUMBER: "-12454.8", for a cast to DECIMAL. Errors: kInvalid for a text that does not match its format.
std::string parse_number(std::string_view text, std::string_view format);

/// TEXT_TO_INT_ALT and TEXT_TO_NUMERIC_ALT: Teradata's texts of numbers, a sign before or behind, an exponent, "" for 0;
/// as digits for a cast to DECIMAL. Errors: kInvalid for other texts.
std::string parse_teradata_number(std::string_view text);

}  // namespace darties::sql
