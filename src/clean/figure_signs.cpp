#include "clean/figure_signs.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "clean/accents.h"

namespace darties {
namespace {

constexpr std::array<std::string_view, 8> kCurrencies{"€", "$", "£", "¥", "₹", "₽", "₩", "₺"};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// The first of a currency's signs in a text: where it stands and how long it is.
std::optional<std::pair<std::size_t, std::size_t>> find_currency(std::string_view text) {
  for (const auto sign : kCurrencies) {
    if (const auto at = text.find(sign); at != text.npos) return std::pair{at, sign.size()};
  }
  const auto first = std::find_if(text.begin(), text.end(), is_capital);
  const auto last = std::find_if_not(first, text.end(), is_capital);
  if (last - first != 3) return std::nullopt;
  return std::pair{static_cast<std::size_t>(first - text.begin()), std::size_t{3}};
}

}  // namespace

Money take_currency(std::string_view text) {
  const auto found = find_currency(text);
  if (!found) return {std::string(text), ""};
  const auto [at, length] = *found;
  // Between digits it is no sign of a currency but a mistake: it stays, and is refused.
  const auto digit = text.find_first_of("0123456789");
  const auto last = text.find_last_of("0123456789");
  if (digit != text.npos && at > digit && at < last) return {std::string(text), ""};
  std::string number(trim_blanks(text.substr(0, at)));
  number += trim_blanks(text.substr(at + length));
  return {number, std::string(text.substr(at, length))};
}

std::optional<std::string> take_percent(std::string_view text) {
  const auto at = text.find('%');
  if (at == text.npos || text.find('%', at + 1) != text.npos) return std::nullopt;
  const auto last = text.find_last_of("0123456789");
  if (last == text.npos || at < last) return std::nullopt;
  std::string number(trim_blanks(text.substr(0, at)));
  number += trim_blanks(text.substr(at + 1));
  return number;
}

std::string hundredth(std::string_view decimal) {
  const bool negative = decimal.starts_with('-');
  if (negative) decimal.remove_prefix(1);
  const auto point = std::min(decimal.find('.'), decimal.size());
  std::string whole(decimal.substr(0, point));
  std::string fraction(point < decimal.size() ? decimal.substr(point + 1) : "");
  whole.insert(0, whole.size() < 3 ? 3 - whole.size() : 0, '0');
  fraction.insert(0, whole.substr(whole.size() - 2));
  whole.resize(whole.size() - 2);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  std::string text = negative ? "-" : "";
  text += whole;
  if (!fraction.empty()) text.append(".").append(fraction);
  return text;
}

}  // namespace darties
