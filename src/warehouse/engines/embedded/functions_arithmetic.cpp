// Division and remainder that truncate and raise "Divide by zero"; sums and products of floats that raise overflow.
#include <cmath>
#include <limits>
#include <type_traits>

#include "warehouse/engines/embedded/functions.h"
#include "warehouse/engines/embedded/scalar_functions.h"

namespace darties {
namespace {

template <class Number>
void refuse_zero(Number divisor) {
  if (divisor == 0) throw Error(ErrorKind::kInvalid, "Divide by zero");
}

// DuckDB lets a result beyond the type become infinite; only an operand that is infinite may give that.
template <class Number>
Number finite(Number result, Number a, Number b) {
  if (std::isinf(result) && !std::isinf(a) && !std::isinf(b))
    throw Error(ErrorKind::kInvalid, "Value out of range: overflow");
  return result;
}

template <class Number>
Number divide(Number dividend, Number divisor) {
  refuse_zero(divisor);
  if constexpr (std::is_integral_v<Number>) {
    if (divisor == -1 && dividend == std::numeric_limits<Number>::min()) {
      throw Error(ErrorKind::kInvalid, "Value out of range for {} bytes", sizeof(Number));
    }
  }
  if constexpr (std::is_floating_point_v<Number>) {
    return finite<Number>(dividend / divisor, dividend, divisor);
  } else {
    return static_cast<Number>(dividend / divisor);
  }
}

template <class Number>
Number remainder(Number dividend, Number divisor) {
  refuse_zero(divisor);
  if constexpr (std::is_integral_v<Number>) {
    return divisor == -1 ? Number{0} : static_cast<Number>(dividend % divisor);
  } else {
    return std::fmod(dividend, divisor);
  }
}

template <class Number>
Number add(Number a, Number b) {
  return finite<Number>(a + b, a, b);
}
template <class Number>
Number subtract(Number a, Number b) {
  return finite<Number>(a - b, a, b);
}
template <class Number>
Number multiply(Number a, Number b) {
  return finite<Number>(a * b, a, b);
}

}  // namespace

void register_arithmetic(duckdb_connection connection) {
  using duck::overload;
  duck::register_overloads(
      connection, "/",
      {overload<divide<std::int16_t>>(), overload<divide<std::int32_t>>(),
       overload<divide<std::int64_t>>(), overload<divide<float>>(), overload<divide<double>>()});
  duck::register_overloads(connection, "+", {overload<add<float>>(), overload<add<double>>()});
  duck::register_overloads(connection, "-",
                           {overload<subtract<float>>(), overload<subtract<double>>()});
  duck::register_overloads(connection, "*",
                           {overload<multiply<float>>(), overload<multiply<double>>()});
  for (const char* name : {"%", "mod"}) {
    duck::register_overloads(
        connection, name,
        {overload<remainder<std::int16_t>>(), overload<remainder<std::int32_t>>(),
         overload<remainder<std::int64_t>>(), overload<remainder<double>>()});
  }
}

}  // namespace darties
