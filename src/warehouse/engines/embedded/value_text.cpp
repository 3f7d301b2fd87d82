#include "warehouse/engines/embedded/value_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace darties::duck {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

template <class T>
T element(duckdb_vector vector, std::size_t row) {
  return static_cast<const T*>(duckdb_vector_get_data(vector))[row];
}

bool is_null(duckdb_vector vector, std::size_t row) {
  std::uint64_t* validity = duckdb_vector_get_validity(vector);
  return validity != nullptr && !duckdb_validity_row_is_valid(validity, row);
}

std::string_view string_of(duckdb_vector vector, std::size_t row) {
  auto* strings = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
  duckdb_string_t& text = strings[row];
  return {duckdb_string_t_data(&text), duckdb_string_t_length(text)};
}

// Digits and decimal exponent of a number in scientific form, as std::to_chars writes it.
struct Scientific {
  std::string digits;  // without the point
  int exponent = 0;
};

template <class Number>
Scientific shortest(Number number) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                 std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const auto mark = text.find('e');
  Scientific result;
  for (const char c : text.substr(0, mark)) {
    if (c != '.') result.digits += c;
  }
  std::string_view exponent = text.substr(mark + 1);
  if (exponent.front() == '+') exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), result.exponent);
  return result;
}

std::string fixed(const Scientific& number) {
  const int size = static_cast<int>(number.digits.size());
  if (number.exponent < 0)
    return "0." + std::string(static_cast<std::size_t>(-number.exponent - 1), '0') + number.digits;
  const int whole = number.exponent + 1;
  if (whole >= size)
    return number.digits + std::string(static_cast<std::size_t>(whole - size), '0');
  return number.digits.substr(0, static_cast<std::size_t>(whole)) + "." +
         number.digits.substr(static_cast<std::size_t>(whole));
}

// As PostgreSQL lays out shortest digits: scientific below 1e-4 and from 1e15 (1e6 for REAL) on.
template <class Number>
std::string number_text(Number number, int first_scientific) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  if (number == 0) return std::signbit(number) ? "-0" : "0";
  const Scientific parts = shortest(std::abs(number));
  const std::string sign = number < 0 ? "-" : "";
  if (parts.exponent >= -4 && parts.exponent < first_scientific) return sign + fixed(parts);
  std::string mantissa = parts.digits.substr(0, 1);
  if (parts.digits.size() > 1) mantissa += "." + parts.digits.substr(1);
  return fmt::format("{}{}e{}{:02}", sign, mantissa, parts.exponent < 0 ? '-' : '+',
                     std::abs(parts.exponent));
}

std::string fraction_text(std::int64_t micros) {
  if (micros == 0) return "";
  std::string text = fmt::format(".{:06}", micros);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::string hugeint_digits(duckdb_hugeint number) {
  auto wide = (static_cast<Wide>(number.upper) << 64) | static_cast<Wide>(number.lower);
  const bool negative = wide < 0;
  auto rest = negative ? -static_cast<UnsignedWide>(wide) : static_cast<UnsignedWide>(wide);
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  } while (rest != 0);
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

duckdb_hugeint widen(std::int64_t number) {
  return {.lower = static_cast<std::uint64_t>(number), .upper = number < 0 ? -1 : 0};
}

std::string decimal_at(duckdb_vector vector, duckdb_logical_type type, std::size_t row) {
  const int scale = duckdb_decimal_scale(type);
  switch (duckdb_decimal_internal_type(type)) {
    case DUCKDB_TYPE_SMALLINT:
      return decimal_text(widen(element<std::int16_t>(vector, row)), scale);
    case DUCKDB_TYPE_INTEGER:
      return decimal_text(widen(element<std::int32_t>(vector, row)), scale);
    case DUCKDB_TYPE_BIGINT:
      return decimal_text(widen(element<std::int64_t>(vector, row)), scale);
    default:
      return decimal_text(element<duckdb_hugeint>(vector, row), scale);
  }
}

// "1 year 2 mons -3 days +04:05:06.5": what follows a negative part has its sign written, as in PostgreSQL.
class IntervalText {
 public:
  void add(std::int64_t count, std::string_view unit) {
    if (count == 0) return;
    const std::string_view sign = negative_ && count > 0 ? "+" : "";
    append(fmt::format("{}{} {}{}", sign, count, unit, count == 1 ? "" : "s"));
    negative_ = count < 0;
  }
  void add_time(std::int64_t micros) {
    if (micros == 0 && !text_.empty()) return;
    const std::string_view sign = micros < 0 ? "-" : negative_ ? "+" : "";
    append(fmt::format("{}{}", sign, time_text(std::abs(micros))));
  }
  std::string take() { return std::move(text_); }

 private:
  void append(const std::string& part) { text_ += (text_.empty() ? "" : " ") + part; }

  std::string text_;
  bool negative_ = false;
};

std::string interval_text(const duckdb_interval& interval) {
  IntervalText text;
  text.add(interval.months / 12, "year");
  text.add(interval.months % 12, "mon");
  text.add(interval.days, "day");
  text.add_time(interval.micros);
  return text.take();
}

std::string blob_text(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

// HH:MI:SS with the offset of TIMETZ.
std::string time_tz_text(duckdb_time_tz packed) {
  const duckdb_time_tz_struct parts = duckdb_from_time_tz(packed);
  const int offset = std::abs(parts.offset);
  std::string text = fmt::format("{:02}:{:02}:{:02}{}", parts.time.hour, parts.time.min,
                                 parts.time.sec, fraction_text(parts.time.micros));
  text += fmt::format("{}{:02}", parts.offset < 0 ? '-' : '+', offset / 3600);
  if (offset % 3600 != 0) text += fmt::format(":{:02}", offset % 3600 / 60);
  return text;
}

std::string value_at(duckdb_vector vector, duckdb_logical_type type, std::size_t row);

// {a,b}, as PostgreSQL prints arrays; only relations of darties' own have any.
std::string list_at(duckdb_vector vector, duckdb_logical_type type, std::size_t row) {
  const auto entry = element<duckdb_list_entry>(vector, row);
  const duckdb_vector child = duckdb_list_vector_get_child(vector);
  const LogicalType child_type(duckdb_list_type_child_type(type));
  std::string text = "{";
  for (std::uint64_t i = 0; i < entry.length; ++i) {
    if (i > 0) text += ',';
    const std::size_t at = entry.offset + i;
    text += is_null(child, at) ? "NULL" : value_at(child, child_type.get(), at);
  }
  return text + "}";
}

std::string value_at(duckdb_vector vector, duckdb_logical_type type, std::size_t row) {
  switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_BOOLEAN:
      return element<bool>(vector, row) ? "t" : "f";
    case DUCKDB_TYPE_TINYINT:
      return fmt::to_string(static_cast<int>(element<std::int8_t>(vector, row)));
    case DUCKDB_TYPE_SMALLINT:
      return fmt::to_string(element<std::int16_t>(vector, row));
    case DUCKDB_TYPE_INTEGER:
      return fmt::to_string(element<std::int32_t>(vector, row));
    case DUCKDB_TYPE_BIGINT:
      return fmt::to_string(element<std::int64_t>(vector, row));
    case DUCKDB_TYPE_UTINYINT:
      return fmt::to_string(static_cast<unsigned>(element<std::uint8_t>(vector, row)));
    case DUCKDB_TYPE_USMALLINT:
      return fmt::to_string(element<std::uint16_t>(vector, row));
    case DUCKDB_TYPE_UINTEGER:
      return fmt::to_string(element<std::uint32_t>(vector, row));
    case DUCKDB_TYPE_UBIGINT:
      return fmt::to_string(element<std::uint64_t>(vector, row));
    case DUCKDB_TYPE_HUGEINT:
      return hugeint_digits(element<duckdb_hugeint>(vector, row));
    case DUCKDB_TYPE_FLOAT:
      return float_text(element<float>(vector, row));
    case DUCKDB_TYPE_DOUBLE:
      return double_text(element<double>(vector, row));
    case DUCKDB_TYPE_DECIMAL:
      return decimal_at(vector, type, row);
    case DUCKDB_TYPE_DATE:
      return date_text(element<std::int32_t>(vector, row));
    case DUCKDB_TYPE_TIME:
      return time_text(element<std::int64_t>(vector, row));
    case DUCKDB_TYPE_TIME_TZ:
      return time_tz_text(element<duckdb_time_tz>(vector, row));
    case DUCKDB_TYPE_TIMESTAMP:
      return timestamp_text(element<std::int64_t>(vector, row));
    case DUCKDB_TYPE_TIMESTAMP_S:
      return timestamp_text(element<std::int64_t>(vector, row) * kMicrosPerSecond);
    case DUCKDB_TYPE_TIMESTAMP_MS:
      return timestamp_text(element<std::int64_t>(vector, row) * 1000);
    case DUCKDB_TYPE_TIMESTAMP_NS:
      return timestamp_text(floor_divide(element<std::int64_t>(vector, row), 1000));
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return timestamp_text(element<std::int64_t>(vector, row)) + "+00";
    case DUCKDB_TYPE_INTERVAL:
      return interval_text(element<duckdb_interval>(vector, row));
    case DUCKDB_TYPE_VARCHAR:
      return std::string(string_of(vector, row));
    case DUCKDB_TYPE_BLOB:
      return blob_text(string_of(vector, row));
    case DUCKDB_TYPE_LIST:
      return list_at(vector, type, row);
    default:
      throw Error(
          ErrorKind::kInvalid,
          "a column has a type that Redshift does not have; cast it, for instance to VARCHAR");
  }
}

}  // namespace

std::string double_text(double number) { return number_text(number, 15); }
std::string float_text(float number) { return number_text(number, 6); }

std::string decimal_text(duckdb_hugeint units, int scale) {
  std::string digits = hugeint_digits(units);
  if (scale == 0) return digits;
  const std::size_t sign = digits.front() == '-' ? 1 : 0;
  const auto wanted = static_cast<std::size_t>(scale) + 1;
  if (digits.size() - sign < wanted) digits.insert(sign, wanted - (digits.size() - sign), '0');
  digits.insert(digits.size() - static_cast<std::size_t>(scale), ".");
  return digits;
}

std::string date_text(std::int32_t days) {
  if (days == std::numeric_limits<std::int32_t>::max()) return "infinity";
  if (days == -std::numeric_limits<std::int32_t>::max()) return "-infinity";
  const duckdb_date_struct date = duckdb_from_date({days});
  if (date.year > 0) return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  return fmt::format("{:04}-{:02}-{:02} BC", 1 - date.year, date.month, date.day);
}

std::string time_text(std::int64_t microseconds) {
  const std::int64_t seconds = microseconds / kMicrosPerSecond;
  return fmt::format("{:02}:{:02}:{:02}{}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                     fraction_text(microseconds % kMicrosPerSecond));
}

std::string timestamp_text(std::int64_t microseconds) {
  if (microseconds == std::numeric_limits<std::int64_t>::max()) return "infinity";
  if (microseconds == -std::numeric_limits<std::int64_t>::max()) return "-infinity";
  const std::int64_t days = floor_divide(microseconds, kMicrosPerDay);
  std::string date = date_text(static_cast<std::int32_t>(days));
  const std::string time = " " + time_text(microseconds - days * kMicrosPerDay);
  const auto era = date.find(" BC");
  return era == std::string::npos ? date + time : date.substr(0, era) + time + " BC";
}

ChunkText::ChunkText(duckdb_data_chunk chunk) : size_(duckdb_data_chunk_get_size(chunk)) {
  const std::size_t count = duckdb_data_chunk_get_column_count(chunk);
  columns_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, i);
    columns_.push_back(
        {.vector = vector, .type = LogicalType(duckdb_vector_get_column_type(vector))});
  }
}

Value ChunkText::value(std::size_t column, std::size_t row) const {
  const Column& from = columns_[column];
  if (is_null(from.vector, row)) return std::nullopt;
  return value_at(from.vector, from.type.get(), row);
}

Row ChunkText::row(std::size_t row) const {
  Row values;
  fill(row, values);
  return values;
}

void ChunkText::fill(std::size_t row, Row& into) const {
  into.resize(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) into[i] = value(i, row);
}

}  // namespace darties::duck
