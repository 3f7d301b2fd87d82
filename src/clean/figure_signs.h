#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace darties {

/// A number without the sign of its currency.
struct Money {
  std::string number;
  std::string currency;  ///< "€", "EUR"; empty when the text has none
};

/// "12,50 €", "$-5", "(CHF 5)", "5 EUR-": the sign of a currency, or three capitals, in front of or behind a number.
Money take_currency(std::string_view text);

/// "12,5" of "12,5 %"; nothing when the text has no percent sign.
std::optional<std::string> take_percent(std::string_view text);

/// A plain decimal divided by a hundred, exactly: "12.5" is "0.125".
std::string hundredth(std::string_view decimal);

}  // namespace darties
