#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "sql/functions.h"
#include "sql/functions/datetime_format.h"

// TO_DATE and TO_TIMESTAMP.

namespace darties::sql {
namespace {

using enum FormatPart;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  Reader(std::string_view text, std::string_view format, bool strict)
      : text_(text), format_(format), strict_(strict) {}

  std::int64_t read() {
    for (const auto& token : parse_datetime_format(format_)) {
      skip_blanks();
      if (token.part == kLiteral) {
        literal(token.text);
      } else {
        part(token);
      }
    }
    skip_blanks();
    if (at_ != text_.size()) fail();
    return moment();
  }

 private:
  [[noreturn]] void fail() const {
    throw Error(ErrorKind::kInvalid, "'{}' does not match the format '{}'", text_, format_);
  }
  [[noreturn]] void fail_range(std::string_view what) const {
    throw Error(ErrorKind::kInvalid, "the {} of '{}' is out of range (format '{}')", what, text_,
                format_);
  }

  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  /// A separator stands for any other separator; a letter for itself.
  void literal(std::string_view expected) {
    for (const char c : expected) {
      if (c == ' ') {
        skip_blanks();
        continue;
      }
      if (at_ >= text_.size()) fail();
      const char found = text_[at_];
      const bool separators = !is_letter_or_digit(c) && !is_letter_or_digit(found);
      if (!separators && c != found) fail();
      ++at_;
    }
  }

  static bool is_letter_or_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  }

  std::int64_t number(std::size_t max_digits) {
    std::int64_t value = 0;
    std::size_t digits = 0;
    while (digits < max_digits && at_ < text_.size() && is_digit(text_[at_])) {
      value = value * 10 + (text_[at_++] - '0');
      ++digits;
    }
    if (digits == 0) fail();
    digits_ = digits;
    return value;
  }

  int bounded(std::size_t max_digits, int min, int max, std::string_view what) {
    const std::int64_t value = number(max_digits);
    if (value < min || value > max) fail_range(what);
    return static_cast<int>(value);
  }

  /// Digits as a fraction of a second, in microseconds.
  int fraction(std::size_t max_digits) {
    auto value = static_cast<int>(number(max_digits));
    for (std::size_t digits = digits_; digits < 6; ++digits) value *= 10;
    return value;
  }

  template <std::size_t n>
  int named(const std::string_view (&names)[n], bool whole) {
    for (std::size_t i = 0; i < n; ++i) {
      for (const std::size_t length : {names[i].size(), std::size_t{3}}) {
        if (!whole && length != 3) continue;
        if (equals_ignoring_case(text_.substr(at_, length), names[i].substr(0, length))) {
          at_ += length;
          return static_cast<int>(i);
        }
      }
    }
    fail();
  }

  void part(const FormatToken& token) {
    switch (token.part) {
      case kYear:
      case kIsoYear:
        year_ = number(4);
        break;
      case kYearComma:
        comma_year();
        break;
      case kYear3:
        year_ = number(3);
        year_ += year_ < 900 ? 2000 : 1000;
        break;
      case kYear2:
        year_ = number(2);
        year_ += year_ < 70 ? 2000 : 1900;
        break;
      case kYear1:
        year_ = 2000 + number(1);
        break;
      case kEra:
        era();
        break;
      case kQuarter:
        number(1);
        break;
      case kMonthName:
        month_ = named(kMonthNames, true) + 1;
        break;
      case kMonthAbbreviation:
        month_ = named(kMonthNames, true) + 1;
        break;
      case kMonth:
        month_ = bounded(2, 1, 12, "month");
        break;
      case kDayName:
        named(kDayNames, true);
        break;
      case kDayAbbreviation:
        named(kDayNames, true);
        break;
      case kDay:
        day_ = bounded(2, 1, 31, "day");
        break;
      case kDayOfYear:
        day_of_year_ = bounded(3, 1, 366, "day");
        break;
      case kJulian:
        days_ = number(7) - 2440588;
        break;
      default:
        time_part(token);
    }
    if (token.ordinal) at_ += 2;
  }

  void time_part(const FormatToken& token) {
    switch (token.part) {
      case kHour24:
        hour_ = bounded(2, 0, 24, "hour");
        break;
      case kHour12:
        hour_ = bounded(2, 1, 12, "hour");
        is_12_hours_ = true;
        break;
      case kMinute:
        minute_ = bounded(2, 0, 59, "minute");
        break;
      case kSecond:
        second_ = bounded(2, 0, 59, "second");
        break;
      case kMillisecond:
        microsecond_ = fraction(3);
        break;
      case kMicrosecond:
        microsecond_ = fraction(6);
        break;
      case kMeridiem:
        meridiem(token);
        break;
      default:
        throw Error(ErrorKind::kInvalid,
                    "{} can not be read by TO_DATE and TO_TIMESTAMP: format '{}'", token.text,
                    format_);
    }
  }

  void comma_year() {
    const std::int64_t thousands = number(1);
    literal(",");
    year_ = thousands * 1000 + number(3);
  }

  void era() {
    const std::string_view word = text_.substr(at_, 2);
    is_before_christ_ = equals_ignoring_case(word, "BC") || equals_ignoring_case(word, "B.");
    at_ += is_letter_or_digit(word.size() > 1 ? word[1] : 'x') ? 2 : 4;
    if (at_ > text_.size()) fail();
  }

  void meridiem(const FormatToken& token) {
    const std::size_t length = token.text.size();
    const std::string_view word = text_.substr(at_, length);
    if (word.size() != length || (word[0] | 0x20) == ' ' ||
        ((word[0] | 0x20) != 'a' && (word[0] | 0x20) != 'p'))
      fail();
    is_afternoon_ = (word[0] | 0x20) == 'p';
    at_ += length;
  }

  std::int64_t days() const {
    if (days_) return *days_;
    const std::int64_t year = is_before_christ_ ? 1 - year_ : year_;
    if (day_of_year_) return days_from_civil(year, 1, 1) + *day_of_year_ - 1;
    if (strict_ && day_ > days_in_month(year, month_)) fail_range("day");
    return days_from_civil(year, month_, day_);
  }

  std::int64_t moment() const {
    int hour = hour_;
    if (is_12_hours_ && is_afternoon_) hour = hour % 12 + (*is_afternoon_ ? 12 : 0);
    return (((days() * 24 + hour) * 60 + minute_) * 60 + second_) * 1'000'000 + microsecond_;
  }

  std::string_view text_;
  std::string_view format_;
  bool strict_;
  std::size_t at_ = 0;
  std::size_t digits_ = 0;
  std::int64_t year_ = 1;
  int month_ = 1;
  int day_ = 1;
  std::optional<int> day_of_year_;
  std::optional<std::int64_t> days_;
  int hour_ = 0;
  int minute_ = 0;
  int second_ = 0;
  int microsecond_ = 0;
  bool is_12_hours_ = false;
  bool is_before_christ_ = false;
  std::optional<bool> is_afternoon_;
};

}  // namespace

std::int64_t parse_timestamp(std::string_view text, std::string_view format, bool strict) {
  return Reader(text, format, strict).read();
}

}  // namespace darties::sql
