#include <cmath>
#include <cstdint>
#include <limits>

#include "base/error.h"
#include "sql/functions.h"

namespace darties::sql {
namespace {

__extension__ using Unsigned128 = unsigned __int128;

Unsigned128 magnitude(Int128 value) {
  return value < 0 ? Unsigned128{0} - static_cast<Unsigned128>(value)
                   : static_cast<Unsigned128>(value);
}

Unsigned128 power_of_ten(int exponent) {
  Unsigned128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

constexpr int kMaxDigits = 38;

[[noreturn]] void fail_overflow() {
  throw Error(ErrorKind::kInvalid, "Numeric data overflow (result precision)");
}

/// The next digit of a long division: remainder · 10 / divisor, by additions that can not overflow.
unsigned next_digit(Unsigned128& remainder, Unsigned128 divisor) {
  unsigned digit = 0;
  Unsigned128 sum = 0;
  for (int i = 0; i < 10; ++i) {
    sum += remainder;
    if (sum >= divisor) {
      sum -= divisor;
      ++digit;
    }
  }
  remainder = sum;
  return digit;
}

}  // namespace

Int128 divide_decimals(Int128 a, int a_scale, Int128 b, int b_scale, int scale) {
  if (b == 0) throw Error(ErrorKind::kInvalid, "Divide by zero");
  Unsigned128 divisor = magnitude(b);
  const Unsigned128 limit = power_of_ten(kMaxDigits);
  int more_digits = scale - a_scale + b_scale;
  for (; more_digits < 0; ++more_digits) {
    if (divisor >= limit) return 0;
    divisor *= 10;
  }
  const Unsigned128 dividend = magnitude(a);
  Unsigned128 quotient = dividend / divisor;
  Unsigned128 remainder = dividend % divisor;
  for (; more_digits > 0; --more_digits) {
    if (quotient >= limit / 10) fail_overflow();
    quotient = quotient * 10 + next_digit(remainder, divisor);
  }
  if (quotient >= limit) fail_overflow();
  const auto result = static_cast<Int128>(quotient);
  return (a < 0) != (b < 0) ? -result : result;
}

namespace {

/// `value` with `digits` more digits behind the point.
Int128 with_more_digits(Int128 value, int digits) {
  const auto limit = static_cast<Int128>(power_of_ten(kMaxDigits));
  for (; digits > 0; --digits) {
    if (value >= limit / 10 || value <= -limit / 10) fail_overflow();
    value *= 10;
  }
  return value;
}

}  // namespace

Int128 remainder_of_decimals(Int128 a, int a_scale, Int128 b, int b_scale, int scale) {
  if (b == 0) throw Error(ErrorKind::kInvalid, "Divide by zero");
  return with_more_digits(a, scale - a_scale) % with_more_digits(b, scale - b_scale);
}

namespace {

template <class Number>
Number checked(double value) {
  if (std::abs(value) < static_cast<double>(std::numeric_limits<Number>::max()))
    return static_cast<Number>(value);
  throw Error(ErrorKind::kInvalid, "interval out of range");
}

template <class Number>
Number checked(Int128 value) {
  if (value >= std::numeric_limits<Number>::min() && value <= std::numeric_limits<Number>::max()) {
    return static_cast<Number>(value);
  }
  throw Error(ErrorKind::kInvalid, "interval out of range");
}

}  // namespace

IntervalParts interval_times(const IntervalParts& interval, std::int64_t factor) {
  return {.months = checked<std::int32_t>(Int128{interval.months} * factor),
          .days = checked<std::int32_t>(Int128{interval.days} * factor),
          .microseconds = checked<std::int64_t>(Int128{interval.microseconds} * factor)};
}

// As PostgreSQL does: a month has 30 days, a day 24 hours, when a fraction of them must go somewhere.
IntervalParts interval_times(const IntervalParts& interval, double factor) {
  const double months = interval.months * factor;
  const double days = interval.days * factor;
  IntervalParts result{.months = checked<std::int32_t>(months),
                       .days = checked<std::int32_t>(days)};
  const double days_of_months = (months - result.months) * 30;
  const double rest_of_days = (days - result.days) + (days_of_months - std::trunc(days_of_months));
  result.days = checked<std::int32_t>(result.days + std::trunc(days_of_months));
  const double microseconds =
      static_cast<double>(interval.microseconds) * factor + rest_of_days * 86'400'000'000.0;
  result.microseconds = checked<std::int64_t>(std::nearbyint(microseconds));
  return result;
}

}  // namespace darties::sql
