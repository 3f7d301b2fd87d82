#include "clean/decimal.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "clean/accents.h"

namespace darties {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Characters that look like others: blanks between groups become ' ', apostrophes '\'', a true minus '-'.
constexpr std::array<std::pair<std::string_view, char>, 8> kLookalikes{{{"\u00A0", ' '},
                                                                        {"\u202F", ' '},
                                                                        {"\u2009", ' '},
                                                                        {"\u2007", ' '},
                                                                        {"\u2019", '\''},
                                                                        {"'", '\''},
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
    if (!is_digit(c) && std::string_view(" .,-+'").find(c) == std::string_view::npos) {
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

/// A number in two parts, or why it is none.
struct Parts {
  std::string_view whole;
  std::string_view fraction;
  std::string fault;
};

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

/// "1,234": groups of three digits, or three decimals.
bool is_ambiguous(std::string_view number) {
  const auto sign = number.find_first_of(".,");
  if (sign == number.npos || sign == 0 || sign > 3 || number.front() == '0') return false;
  return number.size() == sign + 4 && all_digits(number.substr(0, sign)) &&
         all_digits(number.substr(sign + 1));
}

char other_sign(char sign) { return sign == '.' ? ',' : '.'; }

/// The decimal sign where it is known; '\0' where the number itself must say it.
char known_decimal(const NumberStyle& style) {
  if (style.decimal != '\0') return style.decimal;
  return style.thousands == '.' || style.thousands == ',' ? other_sign(style.thousands) : '\0';
}

/// Where the decimal sign is: the last '.' or ',' unless it separates groups; the end when there is none.
std::size_t proven_decimal(std::string_view number) {
  const auto last = number.find_last_of(".,");
  if (last == number.npos) return number.size();
  const bool repeated = number.find(number[last]) != last;
  const bool has_other = number.find(other_sign(number[last])) != number.npos;
  if (!repeated) return last;
  return has_other ? number.npos : number.size();
}

Parts parts_at(std::string_view number, std::size_t sign) {
  if (sign == number.size()) return {number, {}, {}};
  return {number.substr(0, sign), number.substr(sign + 1), {}};
}

Parts split_number(std::string_view number, const NumberStyle& style) {
  if (const char sign = known_decimal(style); sign != '\0') {
    const auto at = std::min(number.find(sign), number.size());
    if (number.find(sign, at + 1) != number.npos)
      return {{}, {}, fmt::format("more than one decimal sign '{}'", sign)};
    return parts_at(number, at);
  }
  if (is_ambiguous(number)) {
    std::string joined(number);
    std::erase_if(joined, [](char c) { return !is_digit(c); });
    std::string pointed(number);
    std::replace(pointed.begin(), pointed.end(), ',', '.');
    return {{},
            {},
            fmt::format("either {} or {}: no other figure of the column tells; say which sign is "
                        "`decimal` or `thousands`",
                        joined, pointed)};
  }
  const auto at = proven_decimal(number);
  if (at == number.npos) return {{}, {}, "both points and commas separate its groups"};
  return parts_at(number, at);
}

/// The digits of "1 234" without what separates its groups; empty when they are no groups of three.
std::string join_groups(std::string_view whole, char thousands) {
  const auto separator = whole.find_first_of(" .,'");
  if (separator == whole.npos) return std::string(whole);
  if (thousands != '\0' && whole[separator] != thousands) return {};
  std::string digits;
  bool first = true;
  for (const auto group : split(whole, whole[separator])) {
    const bool good_size = first ? !group.empty() && group.size() <= 3 : group.size() == 3;
    if (!all_digits(group) || !good_size) return {};
    digits += group;
    first = false;
  }
  return digits;
}

std::string refused_groups(std::string_view whole, const NumberStyle& style) {
  const auto sign = whole.find_first_of(" .,'");
  if (style.thousands == NumberStyle::kNoGroups)
    return fmt::format("'{}' in a number that has no groups of digits", whole[sign]);
  if (style.thousands != '\0' && whole[sign] != style.thousands)
    return fmt::format("'{}' where '{}' separates groups of digits", whole[sign], style.thousands);
  if (style.is_decided() && whole[sign] == other_sign(known_decimal(style)))
    return fmt::format("its groups of digits are not of three ('{}' is the decimal sign)",
                       known_decimal(style));
  return "its groups of digits are not of three";
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

/// The number without its sign, which may stand before it, behind it, or be brackets around it.
struct Unsigned {
  bool negative = false;
  std::string number;
  std::string fault;
};

Unsigned take_sign(std::string_view text) {
  Unsigned result;
  const bool bracketed = text.size() > 2 && text.starts_with('(') && text.ends_with(')');
  if (bracketed) text = trim_blanks(text.substr(1, text.size() - 2));
  const Signs signs = plain_signs(text);
  if (!signs.stranger.empty()) {
    result.fault = refuse_stranger(signs.stranger).fault;
    return result;
  }
  std::string_view number = signs.text;
  const bool in_front = number.starts_with('-') || number.starts_with('+');
  result.negative = bracketed || number.starts_with('-');
  if (in_front) number = trim(number.substr(1));
  if (!in_front && number.ends_with('-')) {
    result.negative = true;
    number = trim(number.substr(0, number.size() - 1));
    if (bracketed) result.fault = "a sign inside a number";
  }
  if ((bracketed && in_front) || number.find_first_of("-+") != number.npos)
    result.fault = "a sign inside a number";
  result.number = number;
  return result;
}

}  // namespace

char parse_decimal_sign(std::string_view text) {
  if (text == "." || text == ",") return text.front();
  throw Error(ErrorKind::kInvalid, "decimal must be \".\" or \",\", not '{}'", text);
}

char parse_thousands_sign(std::string_view text) {
  if (text == "none") return NumberStyle::kNoGroups;
  if (text == "." || text == "," || text == " " || text == "'") return text.front();
  throw Error(ErrorKind::kInvalid, "thousands must be \",\", \".\", \" \", \"'\" or none, not '{}'",
              text);
}

void check_signs_differ(const NumberStyle& style) {
  if (style.decimal == '\0' || style.decimal != style.thousands) return;
  throw Error(ErrorKind::kInvalid, "decimal and thousands are both '{}'", style.decimal);
}

Cleaned clean_decimal(std::string_view text, const NumberStyle& style) {
  text = trim_blanks(text);
  const bool plain_point = style.decimal == '.' || text.find('.') == text.npos;
  if (plain_point && is_canonical(text) && !text.starts_with('-'))
    return Cleaned::value(std::string(text));
  if (text.empty()) return Cleaned::refuse("no number: it is empty");
  const Unsigned typed = take_sign(text);
  if (!typed.fault.empty()) return Cleaned::refuse(typed.fault);
  const Parts parts = split_number(typed.number, style);
  if (!parts.fault.empty()) return Cleaned::refuse(parts.fault);
  if (!all_digits(parts.fraction)) {
    const bool blank = parts.fraction.find_first_not_of("0123456789 ") == parts.fraction.npos;
    return Cleaned::refuse(blank ? "blanks behind the decimal separator"
                                 : "groups of digits behind the decimal sign");
  }
  if (parts.whole.empty() && parts.fraction.empty()) return Cleaned::refuse("no digit in a number");
  auto digits = join_groups(parts.whole, style.thousands);
  if (digits.empty() && !parts.whole.empty())
    return Cleaned::refuse(refused_groups(parts.whole, style));
  return assemble(typed.negative, std::move(digits), parts.fraction);
}

Cleaned clean_integer(std::string_view text, const NumberStyle& style) {
  const DecimalSign sign = style.is_decided() ? DecimalSign::kNone : decimal_sign_of(text, true);
  NumberStyle known = style;
  if (sign == DecimalSign::kPoint) known.decimal = '.';
  if (sign == DecimalSign::kComma) known.decimal = ',';
  auto number = clean_decimal(text, known);
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

DecimalSign decimal_sign_of(std::string_view text, bool is_whole) {
  const auto as_sign = [](char c) { return c == '.' ? DecimalSign::kPoint : DecimalSign::kComma; };
  const Unsigned typed = take_sign(trim_blanks(text));
  const std::string_view number = typed.number;
  const auto last = number.find_last_of(".,");
  if (!typed.fault.empty() || last == number.npos) return DecimalSign::kNone;
  if (is_ambiguous(number)) {
    const bool can_be_decimal = !is_whole || number.ends_with("000");
    return can_be_decimal ? DecimalSign::kAmbiguous : as_sign(other_sign(number[last]));
  }
  if (!clean_decimal(text).ok()) return DecimalSign::kNone;
  return as_sign(proven_decimal(number) == last ? number[last] : other_sign(number[last]));
}

}  // namespace darties
