#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/text.h"
#include "sql/functions.h"
#include "sql/functions/datetime_fields.h"
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
    for (const auto& token : cached_datetime_format(format_)) {
      skip_blanks();
      if (token.part == kLiteral) {
        literal(token.text);
      } else {
        part(token);
      }
    }
    skip_blanks();
    if (strict_ && at_ != text_.size()) fail();
    const auto moment = fields_.moment(strict_);
    if (!moment) fail_range("day");
    return *moment;
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

  template <class Names>
  int named(const Names& names) {
    int index = 0;
    for (const std::string_view name : names) {
      for (const std::size_t length : {name.size(), std::size_t{3}}) {
        if (!equals_ignoring_case(text_.substr(at_, length), name.substr(0, length))) continue;
        at_ += length;
        return index;
      }
      ++index;
    }
    fail();
  }

  void part(const FormatToken& token) {
    if (token.part <= kEra) {
      year_part(token);
    } else if (token.part <= kJulian) {
      date_part(token);
    } else {
      time_part(token);
    }
    if (token.ordinal) at_ = std::min(at_ + 2, text_.size());
  }

  /// Digits of a year, as many as stand there unless another number follows at once.
  void year(const FormatToken& token, std::size_t digits) {
    fields_.year = number(token.fixed_width || digits < 4 ? digits : 6);
    fields_.short_year = digits < 4;
    if (digits == 4) return;
    const std::int64_t short_year = fields_.year;
    fields_.year += short_year < 70    ? 2000
                    : short_year < 100 ? 1900
                    : short_year < 520 ? 2000
                                       : 1000;
  }

  void year_part(const FormatToken& token) {
    fields_.is_iso = fields_.is_iso || (token.part >= kIsoYear && token.part <= kIsoYear1);
    switch (token.part) {
      case kYear:
      case kIsoYear:
        return year(token, 4);
      case kYearComma:
        return comma_year();
      case kYear3:
      case kIsoYear3:
        return year(token, 3);
      case kYear2:
      case kIsoYear2:
        return year(token, 2);
      case kYear1:
      case kIsoYear1:
        return year(token, 1);
      case kCentury:
        fields_.century = bounded(2, 1, 99, "century");
        return;
      default:
        return era();
    }
  }

  void date_part(const FormatToken& token) {
    switch (token.part) {
      case kQuarter:
        bounded(1, 1, 4, "quarter");
        return;
      case kMonthName:
      case kMonthAbbreviation:
        fields_.month = named(kMonthNames) + 1;
        return;
      case kMonth:
        fields_.month = bounded(2, 1, 12, "month");
        return;
      case kRomanMonth:
        return roman_month();
      case kDayName:
      case kDayAbbreviation:
        named(kDayNames);
        return;
      case kDayOfYear:
      case kIsoDayOfYear:
        fields_.day_of_year = bounded(3, 1, 371, "day");
        return;
      case kDay:
        fields_.day = bounded(2, 1, 31, "day");
        return;
      case kDayOfWeek:
        bounded(1, 1, 7, "weekday");
        return;
      case kIsoDayOfWeek:
        fields_.iso_weekday = bounded(1, 1, 7, "weekday");
        return;
      case kWeekOfMonth:
        fields_.month_week = bounded(1, 1, 5, "week");
        return;
      case kWeekOfYear:
      case kIsoWeek:
        fields_.week = bounded(2, 1, 53, "week");
        return;
      default:
        fields_.days = number(7) - 2440588;
    }
  }

  void time_part(const FormatToken& token) {
    switch (token.part) {
      case kHour24:
        fields_.hour = bounded(2, 0, 24, "hour");
        return;
      case kHour12:
        fields_.hour = bounded(2, 1, 12, "hour");
        fields_.is_12_hours = true;
        return;
      case kMinute:
        fields_.minute = bounded(2, 0, 59, "minute");
        return;
      case kSecond:
        fields_.second = bounded(2, 0, 59, "second");
        return;
      case kMillisecond:
        fields_.microsecond = fraction(3);
        return;
      case kMicrosecond:
        fields_.microsecond = fraction(6);
        return;
      case kSecondsOfDay:
        fields_.seconds_of_day = bounded(5, 0, 86399, "second");
        return;
      case kMeridiem:
        return meridiem(token);
      default:
        throw Error(ErrorKind::kInvalid,
                    "{} can not be read by TO_DATE and TO_TIMESTAMP: format '{}'", token.text,
                    format_);
    }
  }

  void comma_year() {
    const std::int64_t thousands = number(3);
    literal(",");
    fields_.year = thousands * 1000 + number(3);
  }

  /// The longest numeral that stands there: XII before X.
  void roman_month() {
    std::size_t longest = 0;
    for (std::size_t i = 0; i < std::size(kRomanMonths); ++i) {
      const std::string_view numeral = kRomanMonths[i];
      if (numeral.size() <= longest ||
          !equals_ignoring_case(text_.substr(at_, numeral.size()), numeral))
        continue;
      longest = numeral.size();
      fields_.month = static_cast<int>(i) + 1;
    }
    if (longest == 0) fail();
    at_ += longest;
  }

  void era() {
    for (const std::string_view word : {"B.C.", "A.D.", "BC", "AD"}) {
      if (!equals_ignoring_case(text_.substr(at_, word.size()), word)) continue;
      fields_.is_before_christ = word[0] == 'B';
      at_ += word.size();
      return;
    }
    fail();
  }

  void meridiem(const FormatToken& token) {
    const std::string_view word = text_.substr(at_, token.text.size());
    const char first = word.empty() ? ' ' : static_cast<char>(word[0] | 0x20);
    if (word.size() != token.text.size() || (first != 'a' && first != 'p')) fail();
    fields_.is_afternoon = first == 'p';
    at_ += word.size();
  }

  std::string_view text_;
  std::string_view format_;
  bool strict_;
  std::size_t at_ = 0;
  std::size_t digits_ = 0;
  DatetimeFields fields_;
};

}  // namespace

std::int64_t parse_timestamp(std::string_view text, std::string_view format, bool strict) {
  return Reader(text, format, strict).read();
}

}  // namespace darties::sql
