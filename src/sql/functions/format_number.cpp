// TO_CHAR of a number.
#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "base/text.h"
#include "sql/functions/datetime_format.h"
#include "sql/functions/number_format.h"
#include "sql/functions/number_text.h"

namespace darties::sql {
namespace {

using enum NumberPart;

std::string roman_digits(int number) {
  struct Step {
    int value;
    std::string_view text;
  };
  constexpr Step kSteps[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                             {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                             {5, "V"},    {4, "IV"},   {1, "I"}};
  std::string result;
  for (const auto& step : kSteps) {
    for (; number >= step.value; number -= step.value) result += step.text;
  }
  return result;
}

/// 15 characters wide; 1 to 3999.
std::string format_roman(NumberText number, const NumberFormat& format) {
  number.round(0);
  if (number.negative || number.whole.empty() || number.whole.size() > 4 ||
      (number.whole.size() == 4 && number.whole[0] > '3'))
    return std::string(15, '#');
  std::string text = roman_digits(std::stoi(number.whole));
  if (format.roman[0] == 'r') text = lower_ascii(text);
  return format.fill ? fmt::format("{:>15}", text) : text;
}

std::string format_exponent(std::string_view number, const NumberFormat& format) {
  double value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  const std::string text = fmt::format("{:.{}e}", value, format.fraction_digits);
  return text[0] == '-' || !format.fill ? text : " " + text;
}

/// Writes one number through the tokens of its format.
class NumberWriter {
 public:
  NumberWriter(NumberText number, const NumberFormat& format)
      : number_(std::move(number)), format_(format) {
    number_.shift(format.shifted_digits);
    number_.round(format.fraction_digits);
    if (number_.is_zero()) number_.negative = false;
    overflows_ = number_.whole.size() > width() || (number_.whole.empty() && width() == 0);
    if (overflows_) {
      number_.whole.assign(width(), '#');
      number_.fraction.assign(number_.fraction.size(), '#');
    }
    if (number_.whole.empty() && format.fraction_digits == 0) number_.whole = "0";
    needs_sign_ = !format.sign_after && !format.own_sign;
    find_zeros();
  }

  std::string write() {
    for (const auto& token : format_.tokens) write(token);
    if (format_.brackets && (number_.negative || format_.fill))
      out_ += number_.negative ? '>' : ' ';
    if (!format_.ordinal.empty() && is_ordinal()) out_ += ordinal_suffix();
    return std::move(out_);
  }

 private:
  std::size_t width() const { return static_cast<std::size_t>(format_.whole_digits); }
  bool is_ordinal() const { return !number_.negative && !overflows_ && !format_.has_point; }

  std::string ordinal_suffix() const {
    return ordinal_suffix_of(number_.whole, format_.ordinal[0] == 'T');
  }

  /// Where the zeros of the format begin before the point and end behind it.
  void find_zeros() {
    std::size_t position = 0;
    bool behind = false;
    for (const auto& token : format_.tokens) {
      if (token.part == kPoint) {
        behind = true;
        position = 0;
      }
      if (token.part != kNine && token.part != kZero) continue;
      if (token.part == kZero && !behind && !first_zero_) first_zero_ = position;
      ++position;
      if (token.part == kZero && behind) kept_fraction_ = position;
    }
    const std::size_t last = number_.fraction.find_last_not_of('0');
    if (last != std::string::npos) kept_fraction_ = std::max(kept_fraction_, last + 1);
  }

  void write(const NumberToken& token) {
    switch (token.part) {
      case kNine:
      case kZero:
        return behind_point_ ? fraction_digit() : whole_digit();
      case kPoint:
        return point();
      case kGroup:
        if (has_digits_) {
          out_ += ',';
        } else if (format_.fill) {
          out_ += ' ';
        }
        return;
      case kSign:
      case kPlusMinus:
        out_ += number_.negative ? '-' : '+';
        return;
      case kMinus:
        return mark(number_.negative, '-');
      case kPlus:
        return mark(!number_.negative, '+');
      case kLiteral:
        out_ += token.text;
    }
  }

  void mark(bool shown, char sign) {
    if (shown) {
      out_ += sign;
    } else if (format_.fill) {
      out_ += ' ';
    }
  }

  void sign() {
    if (!needs_sign_) return;
    needs_sign_ = false;
    if (format_.brackets) {
      if (number_.negative || format_.fill) out_ += number_.negative ? '<' : ' ';
    } else if (format_.sign_before) {
      out_ += number_.negative ? '-' : '+';
    } else {
      mark(number_.negative, '-');
    }
  }

  void whole_digit() {
    const std::size_t padding = width() - number_.whole.size();
    const std::size_t position = position_++;
    const bool zero = first_zero_ && position >= *first_zero_;
    if (position < padding && !zero) {
      if (format_.fill) out_ += ' ';
      return;
    }
    sign();
    out_ += position < padding ? '0' : number_.whole[position - padding];
    has_digits_ = true;
  }

  void point() {
    sign();
    behind_point_ = true;
    position_ = 0;
    if (format_.fraction_digits > 0) out_ += '.';
  }

  void fraction_digit() {
    const std::size_t position = position_++;
    if (format_.fill || position < kept_fraction_) out_ += number_.fraction[position];
  }

  NumberText number_;
  const NumberFormat& format_;
  std::string out_;
  std::optional<std::size_t> first_zero_;
  std::size_t kept_fraction_ = 0;
  std::size_t position_ = 0;
  bool overflows_ = false;
  bool needs_sign_ = false;
  bool has_digits_ = false;
  bool behind_point_ = false;
};

struct CachedFormat {
  std::string text;
  NumberFormat format;
};

const NumberFormat& cached_format(std::string_view text) {
  thread_local CachedFormat last;
  if (last.text != text) last = {std::string(text), parse_number_format(text)};
  return last.format;
}

}  // namespace

std::string format_number(std::string_view number, std::string_view text) {
  const NumberFormat& format = cached_format(text);
  if (format.exponent) return format_exponent(number, format);
  NumberText digits = read_number_text(number);
  if (!format.roman.empty()) return format_roman(std::move(digits), format);
  return NumberWriter(std::move(digits), format).write();
}

}  // namespace darties::sql
