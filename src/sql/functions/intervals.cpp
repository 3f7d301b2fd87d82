// The texts of intervals, as PostgreSQL reads them.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "sql/functions/conversions.h"

namespace darties::sql {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

/// A unit is so many months, days or microseconds.
struct Unit {
  std::array<std::string_view, 7> names;
  IntervalParts size;
};

constexpr std::array kUnits = {
    Unit{{"millennium", "millennia", "mil", "mils"}, {.months = 12000}},
    Unit{{"century", "centuries", "c", "cent", "cents"}, {.months = 1200}},
    Unit{{"decade", "decades", "dec", "decs"}, {.months = 120}},
    Unit{{"year", "years", "y", "yr", "yrs"}, {.months = 12}},
    Unit{{"quarter", "quarters", "qtr", "qtrs"}, {.months = 3}},
    Unit{{"month", "months", "mon", "mons"}, {.months = 1}},
    Unit{{"week", "weeks", "w"}, {.days = 7}},
    Unit{{"day", "days", "d"}, {.days = 1}},
    Unit{{"hour", "hours", "h", "hr", "hrs"}, {.microseconds = 3600 * kSecond}},
    Unit{{"minute", "minutes", "m", "min", "mins"}, {.microseconds = 60 * kSecond}},
    Unit{{"second", "seconds", "s", "sec", "secs"}, {.microseconds = kSecond}},
    Unit{{"millisecond", "milliseconds", "ms", "msec", "msecs", "msecond", "mseconds"},
         {.microseconds = 1000}},
    Unit{{"microsecond", "microseconds", "us", "usec", "usecs", "usecond", "useconds"},
         {.microseconds = 1}},
};

const Unit* find_unit(std::string_view word) {
  for (const Unit& unit : kUnits) {
    if (std::find(unit.names.begin(), unit.names.end(), word) != unit.names.end()) return &unit;
  }
  return nullptr;
}

void add(IntervalParts& sum, const IntervalParts& part) {
  sum.months += part.months;
  sum.days += part.days;
  sum.microseconds += part.microseconds;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

class Reader {
 public:
  Reader(std::string_view text, std::string_view qualifier)
      : written_(text),
        text_(lower_ascii(text)),
        rest_(text_),
        qualifier_(lower_ascii(qualifier)) {}

  IntervalParts read() {
    bool any = false;
    for (skip(); !rest_.empty(); skip()) {
      if (is_letter(rest_.front())) {
        if (word() != "ago" || !any || !rest_.empty()) fail();
        return {-sum_.months, -sum_.days, -sum_.microseconds};
      }
      read_part();
      any = true;
    }
    if (!any) fail();
    return cut(sum_);
  }

 private:
  [[noreturn]] void fail() const {
    throw Error(ErrorKind::kInvalid, "invalid input syntax for type interval: \"{}\"", written_);
  }

  void skip() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == ',')) rest_.remove_prefix(1);
  }

  std::string word() {
    std::size_t size = 0;
    while (size < rest_.size() && is_letter(rest_[size])) ++size;
    const std::string found(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return found;
  }

  double number() {
    double value = 0;
    const auto [end, error] =
        std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, std::chars_format::fixed);
    if (error != std::errc()) fail();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  /// One of: 3 days, 04:05:06, 1-2, 5
  void read_part() {
    const bool negative = rest_.front() == '-';
    if (negative || rest_.front() == '+') rest_.remove_prefix(1);
    if (rest_.empty() || !(is_digit(rest_.front()) || rest_.front() == '.')) fail();
    const double sign = negative ? -1 : 1;
    const double value = number();
    if (!rest_.empty() && rest_.front() == ':') return read_time(sign, value);
    if (!rest_.empty() && rest_.front() == '-') {
      rest_.remove_prefix(1);
      return add(sum_, {.months = static_cast<std::int32_t>(sign * (value * 12 + number()))});
    }
    const Unit* unit = find_unit(unit_word());
    if (unit == nullptr) fail();
    add(sum_, interval_times(unit->size, sign * value));
  }

  /// The unit behind a number: written, or days before a time of day, or the qualifier's.
  std::string unit_word() {
    skip();
    if (!rest_.empty() && is_letter(rest_.front()) && !rest_.starts_with("ago")) return word();
    const auto digits = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    if (digits > 0 && digits < rest_.size() && rest_[digits] == ':') return "day";
    if (!rest_.empty() && !rest_.starts_with("ago")) fail();
    return std::string(default_unit());
  }

  void read_time(double sign, double hours) {
    rest_.remove_prefix(1);
    const double minutes = number();
    double seconds = 0;
    if (!rest_.empty() && rest_.front() == ':') {
      rest_.remove_prefix(1);
      seconds = number();
    }
    if (minutes >= 60 || seconds >= 61) fail();
    const double micros = (hours * 3600 + minutes * 60 + seconds) * static_cast<double>(kSecond);
    add(sum_, {.microseconds = static_cast<std::int64_t>(std::nearbyint(sign * micros))});
  }

  std::string_view default_unit() const {
    if (qualifier_.empty()) return "second";
    const auto last = qualifier_.find_last_of(' ');
    return last == std::string::npos ? std::string_view(qualifier_)
                                     : std::string_view(qualifier_).substr(last + 1);
  }

  /// Without what is smaller than the qualifier's last unit.
  IntervalParts cut(IntervalParts value) const {
    if (qualifier_.empty()) return value;
    const Unit* unit = find_unit(default_unit());
    if (unit == nullptr) fail();
    if (unit->size.months > 0)
      return {.months = value.months / unit->size.months * unit->size.months};
    if (unit->size.days > 0) return {.months = value.months, .days = value.days};
    if (unit->size.microseconds > kSecond)
      value.microseconds -= value.microseconds % unit->size.microseconds;
    return value;
  }

  std::string_view written_;
  std::string text_;
  std::string_view rest_;
  std::string qualifier_;
  IntervalParts sum_;
};

}  // namespace

IntervalParts interval_of(std::string_view text, std::string_view qualifier) {
  return Reader(text, qualifier).read();
}

}  // namespace darties::sql
