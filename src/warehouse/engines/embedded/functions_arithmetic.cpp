// Division and remainder that truncate and raise "Divide by zero".
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

template <class Number>
Number divide(Number dividend, Number divisor) {
  refuse_zero(divisor);
  if constexpr (std::is_integral_v<Number>) {
    if (divisor == -1 && dividend == std::numeric_limits<Number>::min()) {
      throw Error(ErrorKind::kInvalid, "Value out of range for {} bytes", sizeof(Number));
    }
  }
  return static_cast<Number>(dividend / divisor);
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

}  // namespace

void register_arithmetic(duckdb_connection connection) {
  using duck::overload;
  duck::register_overloads(
      connection, "/",
      {overload<divide<std::int16_t>>(), overload<divide<std::int32_t>>(),
       overload<divide<std::int64_t>>(), overload<divide<float>>(), overload<divide<double>>()});
  for (const char* name : {"%", "mod"}) {
    duck::register_overloads(
        connection, name,
        {overload<remainder<std::int16_t>>(), overload<remainder<std::int32_t>>(),
         overload<remainder<std::int64_t>>(), overload<remainder<double>>()});
  }
}

}  // namespace darties
