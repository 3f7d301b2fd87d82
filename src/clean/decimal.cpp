#include "clean/decimal.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

#include "base/text.h"
#include "clean/accents.h"

namespace darties {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Characters that look like others: blanks and apostrophes between groups become ' ', a true minus '-'.
constexpr std::array<std::pair<std::string_view, char>, 8> kLookalikes{{{"\u00A0", ' '},
                                                                        {"\u202F", ' '},
                                                                        {"\u2009", ' '},
                                                                        {"\u2007", ' '},
                                                                        {"\u2019", ' '},
                                                                        {"'", ' '},
                                                                        {"\u2212", '-'},
                                                                        {"\u2013", '-'}}};

/// The text with plain signs only, and the first character that belongs to no number.
struct Signs {
  std::string text;
  std::string stranger;
};

Signs plain_signs(std::string_view text) {
  Signs signs;
  while (!text.empty()) {
    const auto found = std::find_if(kLookalikes.begin(), kLookalikes.end(),
                                    [&](const auto& pair) { return text.starts_with(pair.first); });
    if (found != kLookalikes.end()) {
      signs.text += found->second;
      text.remove_prefix(found->first.size());
      continue;
    }
    const char c = text.front();
    if (!is_digit(c) && std::string_view(" .,-+").find(c) == std::string_view::npos) {
      std::size_t length = 1;
      while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
        ++length;
      signs.stranger = text.substr(0, length);
      return signs;
    }
    signs.text += c;
    text.remove_prefix(1);
  }
  return signs;
}

/// Where the decimal separator is: the last '.' or ',' unless it separates groups; the end when there is none.
std::size_t decimal_separator(std::string_view number) {
  const auto last = number.find_last_of(".,");
  if (last == number.npos) return number.size();
  const bool repeated = number.find(number[last]) != last;
  const bool has_other = number.find(number[last] == '.' ? ',' : '.') != number.npos;
  if (!repeated) return last;
  return has_other ? number.npos : number.size();
}

/// The digits of "1 234" without what separates its groups; empty when they are no groups of three.
std::string join_groups(std::string_view whole) {
  const auto separator = whole.find_first_of(" .,");
  if (separator == whole.npos) return std::string(whole);
  std::string digits;
  bool first = true;
  for (const auto group : split(whole, whole[separator])) {
    const bool all_digits = std::all_of(group.begin(), group.end(), is_digit);
    const bool good_size = first ? !group.empty() && group.size() <= 3 : group.size() == 3;
    if (!all_digits || !good_size) return {};
    digits += group;
    first = false;
  }
  return digits;
}

Cleaned refuse_stranger(const std::string& stranger) {
  if (stranger.size() == 1 && is_letter(stranger.front())) {
    return Cleaned::refuse(fmt::format("the letter '{}' in a number", stranger));
  }
  return Cleaned::refuse(fmt::format("the character '{}' in a number", stranger));
}

/// The fast way for what nearly all figures are: digits, perhaps a point between them.
bool is_canonical(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return false;
  if (text.front() == '0' && text.size() > 1 && text[1] != '.') return false;
  return std::count(text.begin(), text.end(), '.') <= 1 &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; });
}

Cleaned assemble(bool negative, std::string whole, std::string_view fraction) {
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  if (whole.empty()) whole.assign(1, '0');
  const bool is_zero = whole == "0" && fraction.find_first_not_of('0') == fraction.npos;
  std::string text = negative && !is_zero ? "-" : "";
  text += whole;
  if (!fraction.empty()) text.append(".").append(fraction);
  return Cleaned::value(std::move(text));
}

}  // namespace

Cleaned clean_decimal(std::string_view text) {
  text = trim_blanks(text);
  if (is_canonical(text) && !text.starts_with('-')) return Cleaned::value(std::string(text));
  if (text.empty()) return Cleaned::refuse("no number: it is empty");
  const Signs signs = plain_signs(text);
  if (!signs.stranger.empty()) return refuse_stranger(signs.stranger);
  std::string_view number = signs.text;
  const bool negative = number.starts_with('-');
  if (negative || number.starts_with('+')) number = trim(number.substr(1));
  if (number.find_first_of("-+") != number.npos) return Cleaned::refuse("a sign inside a number");
  const auto separator = decimal_separator(number);
  if (separator == number.npos)
    return Cleaned::refuse("both points and commas separate its groups");
  const auto whole = number.substr(0, separator);
  const auto fraction = separator < number.size() ? number.substr(separator + 1) : "";
  if (!std::all_of(fraction.begin(), fraction.end(), is_digit)) {
    return Cleaned::refuse("blanks behind the decimal separator");
  }
  if (whole.empty() && fraction.empty()) return Cleaned::refuse("no digit in a number");
  auto digits = join_groups(whole);
  if (digits.empty() && !whole.empty())
    return Cleaned::refuse("its groups of digits are not of three");
  return assemble(negative, std::move(digits), fraction);
}

Cleaned clean_integer(std::string_view text) {
  auto number = clean_decimal(text);
  if (!number.ok()) return number;
  const auto point = number.text.find('.');
  if (point != std::string::npos) {
    if (number.text.find_first_not_of('0', point + 1) != std::string::npos) {
      return Cleaned::refuse("no whole number");
    }
    number.text.resize(point);
  }
  std::int64_t value = 0;
  const auto end = number.text.data() + number.text.size();
  if (std::from_chars(number.text.data(), end, value).ec != std::errc()) {
    return Cleaned::refuse("larger than a whole number of 64 bits");
  }
  return number;
}

}  // namespace darties
