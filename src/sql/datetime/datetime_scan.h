#pragma once

#include <optional>
#include <string_view>

#include "sql/datetime/datetime.h"

namespace darties::sql {

/// Steps through the text of a date: each call takes what it found off the front, or leaves the text as it was.
class DateTimeScan {
 public:
  explicit DateTimeScan(std::string_view text) : rest_(text) {}

  std::string_view rest() const { return rest_; }
  bool done() const { return rest_.empty(); }
  void skip_blanks();
  bool take(char expected);
  bool take_any(std::string_view characters);

  /// A number of `least` to `most` digits.
  std::optional<int> number(int least, int most);
  /// The month of an English name, whole or its first three letters.
  std::optional<int> month_name();
  /// AM or PM: true in the afternoon.
  std::optional<bool> half_day();
  /// A fraction of a second behind its point: microseconds, further digits are cut.
  bool fraction(int& microsecond);
  /// hh:mi[:ss[.f]] [AM|PM]
  bool time(DateTime& value);
  /// +hh, +hhmm, +hh:mm, Z, or a zone's abbreviation; nothing is fine too, anything else is not.
  bool zone(DateTime& value);
  /// Letters up to the next other byte.
  std::string_view word();

 private:
  std::string_view rest_;
};

/// Whether such a day exists in the Gregorian calendar and the time is within 00:00:00 and 23:59:59.999999.
bool exists(const DateTime& value);

}  // namespace darties::sql
