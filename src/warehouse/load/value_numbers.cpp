// The numeric types of ValueWriter.
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/text.h"
#include "warehouse/load/value_writer.h"

namespace darties::load {
namespace {

bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

std::string_view type_word(sql::TypeId type) {
  switch (type) {
    case sql::TypeId::kSmallint:
      return "Short";
    case sql::TypeId::kInteger:
      return "Integer";
    case sql::TypeId::kBigint:
      return "Long";
    case sql::TypeId::kDecimal:
      return "Decimal";
    case sql::TypeId::kReal:
      return "Float";
    case sql::TypeId::kDouble:
      return "Double";
    default:
      return "Byte";
  }
}

struct Range {
  std::int64_t least;
  std::int64_t most;
};
Range range_of(sql::TypeId type) {
  if (type == sql::TypeId::kSmallint) return {-32768, 32767};
  if (type == sql::TypeId::kInteger)
    return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
  return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

/// sign, digits, point, exponent of a decimal number in plain text: value = digits × 10^exponent.
struct DecimalText {
  bool negative = false;
  std::string digits;  ///< without leading zeros
  std::int64_t exponent = 0;
};

// Reads the whole of `text`; otherwise returns false and where it stopped.
bool read_decimal(std::string_view text, DecimalText& number, std::size_t& stop) {
  std::size_t i = 0;
  bool any = false;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) number.negative = text[i++] == '-';
  const auto digits = [&](bool fraction) {
    for (; i < text.size() && is_digit(text[i]); ++i) {
      any = true;
      if (!number.digits.empty() || text[i] != '0') number.digits += text[i];
      if (fraction) --number.exponent;
    }
  };
  digits(false);
  if (i < text.size() && text[i] == '.') {
    ++i;
    digits(true);
  }
  stop = i;
  if (!any) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    std::int64_t exponent = 0;
    const char* begin = text.data() + i + 1;
    const char* const end = text.data() + text.size();
    if (begin < end && *begin == '+') ++begin;
    const auto [p, error] = std::from_chars(begin, end, exponent);
    if (error != std::errc() || exponent > 100'000 || exponent < -100'000) return false;
    number.exponent += exponent;
    i = static_cast<std::size_t>(p - text.data());
  }
  stop = i;
  return i == text.size();
}

// The number times 10^scale as an integer: false when it has more than 38 digits. The rest is cut off or rounded.
bool scale_decimal(const DecimalText& number, int scale, bool round, Int128& value) {
  const std::int64_t shift = number.exponent + scale;
  const auto digit_count = static_cast<std::int64_t>(number.digits.size());
  const std::int64_t kept = digit_count + std::min<std::int64_t>(shift, 0);
  value = 0;
  if (kept + std::max<std::int64_t>(shift, 0) > 38 && digit_count > 0) return false;
  for (std::int64_t i = 0; i < kept; ++i)
    value = value * 10 + (number.digits[static_cast<std::size_t>(i)] - '0');
  for (std::int64_t i = 0; i < shift && value != 0; ++i) value *= 10;
  if (round && shift < 0 && kept >= 0 && kept < digit_count &&
      number.digits[static_cast<std::size_t>(kept)] >= '5')
    ++value;
  if (number.negative) value = -value;
  return true;
}

Int128 power_of_ten(int exponent) {
  Int128 value = 1;
  while (exponent-- > 0) value *= 10;
  return value;
}

// Numbers of at most 15 digits and small exponents are exact in one multiplication or division (Clinger's fast path).
bool fast_double(std::string_view text, double& value) {
  static constexpr double kPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (text.size() > 17) return false;
  const char* p = text.data();
  const char* const end = p + text.size();
  const bool negative = p < end && *p == '-';
  if (negative) ++p;
  std::uint64_t digits = 0;
  const char* const whole = p;
  while (p < end && is_digit(*p)) digits = digits * 10 + static_cast<std::uint64_t>(*p++ - '0');
  if (p == whole) return false;
  std::ptrdiff_t scale = 0;
  if (p < end && *p == '.') {
    const char* const fraction = ++p;
    while (p < end && is_digit(*p)) digits = digits * 10 + static_cast<std::uint64_t>(*p++ - '0');
    scale = p - fraction;
  }
  if (p != end || digits > (std::uint64_t{1} << 53)) return false;
  value = static_cast<double>(digits) / kPowers[scale];
  if (negative) value = -value;
  return true;
}

bool parse_double(std::string_view text, double& value, std::size_t& stop) {
  if (fast_double(text, value)) return true;
  const char* begin = text.data();
  const char* const end = begin + text.size();
  if (begin < end && *begin == '+') ++begin;
  const auto [p, error] = std::from_chars(begin, end, value);
  stop = static_cast<std::size_t>(p - text.data());
  return error == std::errc() && p == end;
}

}  // namespace

bool ValueWriter::refuse_digit(std::size_t column, std::string_view text, std::size_t position) {
  const auto wrong = text.substr(std::min(position, text.size()), 1);
  fault_position_ = position;
  return refuse(column, text, 1207,
                fmt::format("Invalid digit, Value '{}', Pos {}, Type: {}", wrong, position,
                            type_word(plan_.columns[column].type.id)));
}

// What is neither a digit nor any other part of a number is told as that; a number put together wrongly by its type.
bool ValueWriter::refuse_number(std::size_t column, std::string_view text, std::size_t position) {
  constexpr std::string_view kParts = "0123456789.+-eE";
  if (position < text.size() && kParts.find(text[position]) == std::string_view::npos)
    return refuse_digit(column, text, position);
  const auto type = plan_.columns[column].type.id;
  const bool decimal = type == sql::TypeId::kDecimal;
  fault_position_ = position;
  return refuse(column, text, decimal ? 1209 : 1208,
                fmt::format("Invalid {} format, Value '{}', Pos {}, Type: {}",
                            decimal ? "decimal" : "float", text, position, type_word(type)));
}

bool ValueWriter::store_integer(std::size_t column, std::int64_t value, std::string_view text) {
  const auto type = plan_.columns[column].type.id;
  const auto range = range_of(type);
  if (value < range.least || value > range.most) {
    return refuse(column, text, 1222,
                  fmt::format("Overflow ({} valid range {} to {})", type_word(type), range.least,
                              range.most));
  }
  if (type == sql::TypeId::kSmallint) return store(column, static_cast<std::int16_t>(value));
  if (type == sql::TypeId::kInteger) return store(column, static_cast<std::int32_t>(value));
  return store(column, value);
}

bool ValueWriter::write_integer(std::size_t column, std::string_view text) {
  const auto bare = trim(text);
  const auto before = static_cast<std::size_t>(bare.data() - text.data());
  const bool sign = bare.front() == '-' || bare.front() == '+';
  for (std::size_t i = sign ? 1 : 0; i < bare.size(); ++i) {
    if (!is_digit(bare[i])) return refuse_digit(column, text, before + i);
  }
  if (sign && bare.size() == 1) return refuse_digit(column, text, before);
  std::int64_t value = 0;
  const auto digits = bare.substr(bare.front() == '+' ? 1 : 0);
  const auto [p, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::result_out_of_range) {
    const auto type = plan_.columns[column].type.id;
    const auto range = range_of(type);
    return refuse(column, text, 1222,
                  fmt::format("Overflow ({} valid range {} to {})", type_word(type), range.least,
                              range.most));
  }
  return store_integer(column, value, text);
}

// A JSON number for an integer column. 1540919166796.0 and 1.5e3 are whole; 1.5 is not.
bool ValueWriter::write_json_number(std::size_t column, const JsonValue& value) {
  const auto text = value.text;
  if (value.integer && text.size() <= 18) {
    const bool negative = text.front() == '-';
    std::int64_t number = 0;
    for (const char c : text.substr(negative ? 1 : 0)) number = number * 10 + (c - '0');
    return store_integer(column, negative ? -number : number, text);
  }
  if (value.integer) return write_integer(column, text);
  DecimalText number;
  std::size_t stop = 0;
  read_decimal(text, number, stop);
  while (!number.digits.empty() && number.digits.back() == '0')
    number.digits.pop_back(), ++number.exponent;
  if (number.exponent < 0 && !number.digits.empty())
    return refuse_digit(column, text, text.find_first_of(".eE"));
  Int128 whole = 0;
  const auto range = range_of(plan_.columns[column].type.id);
  if (!scale_decimal(number, 0, false, whole) || whole < range.least || whole > range.most) {
    return refuse(column, text, 1222,
                  fmt::format("Overflow ({} valid range {} to {})",
                              type_word(plan_.columns[column].type.id), range.least, range.most));
  }
  return store_integer(column, static_cast<std::int64_t>(whole), text);
}

bool ValueWriter::write_plain_real(std::size_t column, std::string_view text) {
  double value = 0;
  return fast_double(text, value) && store(column, value);
}

bool ValueWriter::write_real(std::size_t column, std::string_view text) {
  const auto bare = trim(text);
  double value = 0;
  std::size_t stop = 0;
  if (!parse_double(bare, value, stop)) {
    if (stop == bare.size() && stop > 1)
      return refuse(column, text, 1204, fmt::format("Overflow, Value '{}'", bare));
    return refuse_number(column, text, static_cast<std::size_t>(bare.data() - text.data()) + stop);
  }
  if (plan_.columns[column].storage == Storage::kDouble) return store(column, value);
  if (std::isfinite(value) && std::abs(value) > std::numeric_limits<float>::max()) {
    return refuse(column, text, 1204, fmt::format("Overflow, Value '{}'", bare));
  }
  return store(column, static_cast<float>(value));
}

void ValueWriter::store_int128(std::size_t column, Int128 value) {
  switch (plan_.columns[column].storage) {
    case Storage::kInt16:
      store(column, static_cast<std::int16_t>(value));
      break;
    case Storage::kInt32:
      store(column, static_cast<std::int32_t>(value));
      break;
    case Storage::kInt64:
      store(column, static_cast<std::int64_t>(value));
      break;
    default:
      // The engine's array may be aligned to eight bytes only.
      std::memcpy(batch_->columns[column].as<char>() + row_ * sizeof value, &value, sizeof value);
      break;
  }
}

bool ValueWriter::write_decimal(std::size_t column, std::string_view text) {
  const auto& type = plan_.columns[column].type;
  const auto bare = trim(text);
  DecimalText number;
  std::size_t stop = 0;
  if (!read_decimal(bare, number, stop)) {
    return refuse_number(column, text, static_cast<std::size_t>(bare.data() - text.data()) + stop);
  }
  Int128 value = 0;
  const Int128 limit = type.precision == 19
                           ? static_cast<Int128>(std::numeric_limits<std::int64_t>::max()) + 1
                           : power_of_ten(type.precision);
  if (!scale_decimal(number, type.scale, plan_.values.round_decimals, value) || value >= limit ||
      value <= -limit) {
    return refuse(column, text, 1204, fmt::format("Overflow, Value '{}'", bare));
  }
  store_int128(column, value);
  return true;
}

}  // namespace darties::load
