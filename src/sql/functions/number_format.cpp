#include "sql/functions/number_format.h"

#include <array>

#include "base/error.h"
#include "base/text.h"

namespace darties::sql {
namespace {

class FormatReader {
 public:
  explicit FormatReader(std::string_view text) : text_(text) {}

  NumberFormat read() {
    while (at_ < text_.size()) next();
    return std::move(format_);
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw Error(ErrorKind::kInvalid, "{} in the number format '{}'", what, text_);
  }

  bool accept(std::string_view word) {
    if (!equals_ignoring_case(text_.substr(at_, word.size()), word)) return false;
    at_ += word.size();
    return true;
  }

  void add(NumberPart part) { format_.tokens.push_back({part, {}}); }

  void next() {
    if (text_[at_] == '9' || text_[at_] == '0') return digit();
    if (accept(".") || accept("D")) return point();
    if (accept(",") || accept("G")) return add(NumberPart::kGroup);
    if (word()) return;
    if (text_[at_] == '"') return quoted();
    if (accept("L")) return literal("$");
    literal(text_.substr(at_++, 1));
  }

  bool word() {
    if (accept("EEEE")) {
      format_.exponent = true;
    } else if (accept("FM")) {
      format_.fill = false;
    } else if (accept("PR")) {
      format_.brackets = true;
    } else if (accept("MI")) {
      sign(NumberPart::kMinus);
    } else if (accept("SG")) {
      sign(NumberPart::kPlusMinus);
    } else if (accept("PL")) {
      add(NumberPart::kPlus);
    } else if (accept("RN")) {
      format_.roman = text_.substr(at_ - 2, 2);
    } else if (accept("TH")) {
      format_.ordinal = text_.substr(at_ - 2, 2);
    } else if (accept("V")) {
      if (format_.has_point) fail("V beside a decimal point");
      format_.has_v = true;
    } else if (accept("S")) {
      anchored_sign();
    } else {
      return false;
    }
    return true;
  }

  void digit() {
    if (format_.exponent) fail("EEEE is not the last pattern");
    if (format_.sign_after) fail("a digit behind the sign");
    ++(format_.has_point && !format_.has_v ? format_.fraction_digits : format_.whole_digits);
    if (format_.has_v) ++format_.shifted_digits;
    add(text_[at_++] == '9' ? NumberPart::kNine : NumberPart::kZero);
  }

  void point() {
    if (format_.has_point) fail("two decimal points");
    if (format_.has_v) fail("V beside a decimal point");
    format_.has_point = true;
    add(NumberPart::kPoint);
  }

  void sign(NumberPart part) {
    format_.own_sign = true;
    add(part);
  }

  void anchored_sign() {
    if (format_.sign_before || format_.sign_after) fail("S twice");
    const bool behind = format_.whole_digits + format_.fraction_digits > 0;
    (behind ? format_.sign_after : format_.sign_before) = true;
    if (behind) add(NumberPart::kSign);
  }

  void quoted() {
    const std::size_t end = std::min(text_.find('"', at_ + 1), text_.size());
    literal(text_.substr(at_ + 1, end - at_ - 1));
    at_ = std::min(end + 1, text_.size());
  }

  void literal(std::string_view text) {
    format_.tokens.push_back({NumberPart::kLiteral, std::string(text)});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  NumberFormat format_;
};

}  // namespace

NumberFormat parse_number_format(std::string_view format) { return FormatReader(format).read(); }

}  // namespace darties::sql
