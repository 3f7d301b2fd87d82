#include "warehouse/engines/embedded/unload_lines.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>

namespace darties::duck {
namespace {

constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
// 0001-01-01 and 9999-12-31 in days since 1970: between them a date has ten characters.
constexpr std::int64_t kFirstPlainDay = -719'162;
constexpr std::int64_t kLastPlainDay = 2'932'896;

template <class T>
T element(const void* data, std::size_t row) {
  return static_cast<const T*>(data)[row];
}

std::string_view string_at(const void* data, std::size_t row) {
  auto text = element<duckdb_string_t>(data, row);
  const std::uint32_t length = text.value.inlined.length;
  if (length > sizeof text.value.inlined.inlined) return {text.value.pointer.ptr, length};
  return {static_cast<const duckdb_string_t*>(data)[row].value.inlined.inlined, length};
}

template <class Number>
std::string_view number_text(Number number, std::string& scratch) {
  scratch.resize(32);
  const auto end = std::to_chars(scratch.data(), scratch.data() + scratch.size(), number);
  return {scratch.data(), static_cast<std::size_t>(end.ptr - scratch.data())};
}

// "-12.50" from -1250 and scale 2.
std::string_view decimal_text(std::int64_t units, int scale, std::string& scratch) {
  if (scale == 0) return number_text(units, scratch);
  char digits[24];
  const std::uint64_t size =
      units < 0 ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
  const auto end = std::to_chars(digits, digits + sizeof digits, size);
  const auto count = static_cast<int>(end.ptr - digits);
  scratch.clear();
  if (units < 0) scratch += '-';
  const int whole = count - scale;
  if (whole > 0) {
    scratch.append(digits, static_cast<std::size_t>(whole));
  } else {
    scratch += '0';
  }
  scratch += '.';
  if (whole < 0) scratch.append(static_cast<std::size_t>(-whole), '0');
  scratch.append(digits + std::max(whole, 0), end.ptr);
  return scratch;
}

void put_digits(char* at, unsigned number, int digits) {
  for (int i = digits - 1; i >= 0; --i) {
    at[i] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
}

// Ten characters: YYYY-MM-DD.
void put_date(char* at, std::int64_t days) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  put_digits(at, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  at[4] = '-';
  put_digits(at + 5, static_cast<unsigned>(date.month()), 2);
  at[7] = '-';
  put_digits(at + 8, static_cast<unsigned>(date.day()), 2);
}

bool is_plain(std::int64_t days) { return days >= kFirstPlainDay && days <= kLastPlainDay; }

std::string_view date_text(std::int32_t days, std::string& scratch) {
  if (!is_plain(days)) return scratch = duck::date_text(days);
  scratch.resize(10);
  put_date(scratch.data(), days);
  return scratch;
}

// YYYY-MM-DD HH:MI:SS, and a fraction without trailing zeros when there is one.
std::string_view timestamp_text(std::int64_t micros, std::string& scratch) {
  const std::int64_t days = micros / kMicrosPerDay - (micros % kMicrosPerDay < 0 ? 1 : 0);
  if (!is_plain(days)) return scratch = duck::timestamp_text(micros);
  const std::int64_t rest = micros - days * kMicrosPerDay;
  const auto seconds = static_cast<unsigned>(rest / 1'000'000);
  const auto fraction = static_cast<unsigned>(rest % 1'000'000);
  scratch.resize(26);
  char* const at = scratch.data();
  put_date(at, days);
  at[10] = ' ';
  put_digits(at + 11, seconds / 3600, 2);
  at[13] = ':';
  put_digits(at + 14, seconds / 60 % 60, 2);
  at[16] = ':';
  put_digits(at + 17, seconds % 60, 2);
  if (fraction == 0) return {at, 19};
  at[19] = '.';
  put_digits(at + 20, fraction, 6);
  std::size_t size = 26;
  while (at[size - 1] == '0') --size;
  return {at, size};
}

// Where double_text() writes no exponent, the shortest fixed form has the same digits.
std::string_view double_text(double number, std::string& scratch) {
  const double size = std::abs(number);
  if (!(size >= 1e-4 && size < 1e15)) return scratch = duck::double_text(number);
  scratch.resize(40);
  const auto end = std::to_chars(scratch.data(), scratch.data() + scratch.size(), number,
                                 std::chars_format::fixed);
  return {scratch.data(), static_cast<std::size_t>(end.ptr - scratch.data())};
}

}  // namespace

ValueReader::ValueReader(duckdb_data_chunk chunk, std::size_t first_column)
    : all_(chunk), first_column_(first_column) {
  for (std::size_t i = first_column; i < duckdb_data_chunk_get_column_count(chunk); ++i) {
    const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, i);
    const LogicalType type(duckdb_vector_get_column_type(vector));
    Column column{.data = duckdb_vector_get_data(vector),
                  .validity = duckdb_vector_get_validity(vector)};
    column.type = duckdb_get_type_id(type.get());
    if (column.type == DUCKDB_TYPE_DECIMAL) {
      column.type = duckdb_decimal_internal_type(type.get());
      column.scale = duckdb_decimal_scale(type.get());
    }
    columns_.push_back(column);
  }
}

std::optional<std::string_view> ValueReader::text(std::size_t index, std::size_t row,
                                                  std::string& scratch) const {
  const Column& column = columns_[index];
  const bool is_null =
      column.validity != nullptr && ((column.validity[row / 64] >> (row % 64)) & 1) == 0;
  if (is_null) return std::nullopt;
  const int scale = std::max(column.scale, 0);
  switch (column.type) {
    case DUCKDB_TYPE_VARCHAR:
      return string_at(column.data, row);
    case DUCKDB_TYPE_BOOLEAN:
      return element<bool>(column.data, row) ? "t" : "f";
    case DUCKDB_TYPE_SMALLINT:
      return decimal_text(element<std::int16_t>(column.data, row), scale, scratch);
    case DUCKDB_TYPE_INTEGER:
      return decimal_text(element<std::int32_t>(column.data, row), scale, scratch);
    case DUCKDB_TYPE_BIGINT:
      return decimal_text(element<std::int64_t>(column.data, row), scale, scratch);
    case DUCKDB_TYPE_DOUBLE:
      return double_text(element<double>(column.data, row), scratch);
    case DUCKDB_TYPE_DATE:
      return date_text(element<std::int32_t>(column.data, row), scratch);
    case DUCKDB_TYPE_TIMESTAMP:
      return timestamp_text(element<std::int64_t>(column.data, row), scratch);
    default:
      return scratch = *all_.value(first_column_ + index, row);
  }
}

}  // namespace darties::duck
