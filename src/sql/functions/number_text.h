#pragma once

#include <string>
#include <string_view>

namespace darties::sql {

/// A number as its decimal digits: -12.5 is negative, "12" and "5".
struct NumberText {
  bool negative = false;
  std::string whole;     ///< without leading zeros; "" below 1
  std::string fraction;  ///< as long as it was written

  bool is_zero() const;
  /// Moves the point to the right.
  void shift(int digits);
  /// Exactly `digits` behind the point; half is rounded away from zero.
  void round(int digits);
};

/// Reads "-12.50", ".5", "1e-05". Errors: kInvalid for another text.
NumberText read_number_text(std::string_view text);

}  // namespace darties::sql
