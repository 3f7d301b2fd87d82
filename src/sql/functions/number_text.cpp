#include "sql/functions/number_text.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"

namespace darties::sql {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const std::string digits(text.begin(), end);
  text.remove_prefix(digits.size());
  return digits;
}

int take_exponent(std::string_view& text) {
  if (text.empty() || (text[0] | 0x20) != 'e') return 0;
  text.remove_prefix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error == std::errc() && exponent > -400 && exponent < 400)
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return exponent;
}

void drop_leading_zeros(std::string& digits) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
}

}  // namespace

bool NumberText::is_zero() const {
  return whole.empty() && fraction.find_first_not_of('0') == std::string::npos;
}

void NumberText::shift(int digits) {
  for (; digits > 0; --digits) {
    whole += fraction.empty() ? '0' : fraction.front();
    if (!fraction.empty()) fraction.erase(0, 1);
  }
  for (; digits < 0; ++digits) {
    fraction.insert(fraction.begin(), whole.empty() ? '0' : whole.back());
    if (!whole.empty()) whole.pop_back();
  }
  drop_leading_zeros(whole);
}

void NumberText::round(int digits) {
  const auto size = static_cast<std::size_t>(std::max(digits, 0));
  const bool up = fraction.size() > size && fraction[size] >= '5';
  fraction.resize(size, '0');
  if (!up) return;
  std::string all = whole + fraction;
  auto at = all.rbegin();
  for (; at != all.rend() && *at == '9'; ++at) *at = '0';
  if (at == all.rend()) {
    all.insert(all.begin(), '1');
  } else {
    ++*at;
  }
  whole = all.substr(0, all.size() - size);
  fraction = all.substr(all.size() - size);
}

NumberText read_number_text(std::string_view text) {
  std::string_view rest = text;
  NumberText number;
  number.negative = rest.starts_with('-');
  if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
  number.whole = take_digits(rest);
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    number.fraction = take_digits(rest);
  }
  if (number.whole.empty() && number.fraction.empty())
    throw Error(ErrorKind::kInvalid, "not a number: '{}'", text);
  drop_leading_zeros(number.whole);
  number.shift(take_exponent(rest));
  if (!rest.empty()) throw Error(ErrorKind::kInvalid, "not a number: '{}'", text);
  return number;
}

}  // namespace darties::sql
