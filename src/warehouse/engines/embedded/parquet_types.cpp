#include "warehouse/engines/embedded/parquet_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"

namespace darties {
namespace {

using sql::TypeId;

constexpr std::string_view kTexts[] = {"VARCHAR"};
constexpr std::string_view kSmallints[] = {"SMALLINT", "TINYINT"};
constexpr std::string_view kIntegers[] = {"INTEGER", "SMALLINT", "TINYINT"};
constexpr std::string_view kTimestamps[] = {"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS",
                                            "TIMESTAMP_NS"};

template <std::size_t n>
bool is_one_of(const std::string& type, const std::string_view (&types)[n]) {
  return std::ranges::find(types, std::string_view(type)) != std::end(types);
}

std::optional<ParquetValue> when(bool fits, std::string value) {
  if (!fits) return std::nullopt;
  return ParquetValue{.value = std::move(value), .is_bad = {}};
}

// Texts: bytes that no one marked as text are taken for one, as files of older writers need.
std::optional<ParquetValue> text_value(const ParquetColumn& from, const sql::Type& to,
                                       const std::string& expression) {
  std::string text = expression;
  if (from.duckdb_type == "BLOB") {
    text = fmt::format("decode({})", expression);
  } else if (!is_one_of(from.duckdb_type, kTexts)) {
    return std::nullopt;
  }
  if (to.id == TypeId::kVarchar)
    return ParquetValue{.value = text, .is_bad = fmt::format("strlen({}) > {}", text, to.length)};
  // CHAR: ASCII only, and stored without the blanks that fill it.
  return ParquetValue{
      .value = fmt::format("rtrim({}, ' ')", text),
      .is_bad = fmt::format("strlen({0}) > {1} OR strlen({0}) <> length({0})", text, to.length)};
}

// A scale that is as large or smaller loses nothing; digits that do not fit are found in the values.
std::optional<ParquetValue> decimal_value(const ParquetColumn& from, const sql::Type& to,
                                          const std::string& expression) {
  if (!from.duckdb_type.starts_with("DECIMAL(")) return std::nullopt;
  const sql::Type have = sql::parse_type(from.duckdb_type);
  if (have.scale > to.scale) return std::nullopt;
  const std::string type = sql::duckdb_type(to);
  if (have.precision - have.scale <= to.precision - to.scale)
    return ParquetValue{.value = fmt::format("CAST({} AS {})", expression, type), .is_bad = {}};
  return ParquetValue{
      .value = fmt::format("TRY_CAST({} AS {})", expression, type),
      .is_bad = fmt::format("{0} IS NOT NULL AND TRY_CAST({0} AS {1}) IS NULL", expression, type)};
}

// Timestamps in files are those of UTC, with or without saying so.
std::optional<ParquetValue> timestamp_value(const ParquetColumn& from, bool has_zone,
                                            const std::string& expression) {
  const bool from_zone = from.duckdb_type == "TIMESTAMP WITH TIME ZONE";
  if (!from_zone && !is_one_of(from.duckdb_type, kTimestamps)) return std::nullopt;
  const std::string plain =
      from_zone ? expression : fmt::format("CAST({} AS TIMESTAMP)", expression);
  if (from_zone == has_zone) return ParquetValue{.value = plain, .is_bad = {}};
  return ParquetValue{.value = fmt::format("timezone('UTC', {})", plain), .is_bad = {}};
}

std::optional<ParquetValue> super_value(const ParquetColumn& from, const std::string& expression,
                                        bool serialize) {
  if (from.duckdb_type == "JSON") return ParquetValue{.value = expression, .is_bad = {}};
  return when(serialize, fmt::format("to_json({})", expression));
}

}  // namespace

std::optional<ParquetValue> parquet_value(const ParquetColumn& from, const load::LoadColumn& to,
                                          const std::string& expression, bool serialize) {
  const auto is = [&from](std::string_view type) { return from.duckdb_type == type; };
  switch (to.type.id) {
    case TypeId::kBoolean:
      return when(is("BOOLEAN"), expression);
    case TypeId::kSmallint:
      return when(is_one_of(from.duckdb_type, kSmallints), expression);
    case TypeId::kInteger:
      return when(is_one_of(from.duckdb_type, kIntegers), expression);
    case TypeId::kBigint:
      return when(is("BIGINT"), expression);
    case TypeId::kReal:
      return when(is("FLOAT"), expression);
    case TypeId::kDouble:
      return when(is("DOUBLE"), expression);
    case TypeId::kDate:
      return when(is("DATE"), expression);
    case TypeId::kTime:
      return when(is("TIME"), expression);
    case TypeId::kVarbyte:
      return when(is("BLOB"), expression);
    case TypeId::kDecimal:
      return decimal_value(from, to.type, expression);
    case TypeId::kChar:
    case TypeId::kVarchar:
      return text_value(from, to.type, expression);
    case TypeId::kTimestamp:
    case TypeId::kTimestampTz:
      return timestamp_value(from, to.type.id == TypeId::kTimestampTz, expression);
    case TypeId::kSuper:
      return super_value(from, expression, serialize);
    default:
      return std::nullopt;
  }
}

std::string type_in_messages(const sql::Type& type) {
  switch (type.id) {
    case TypeId::kInteger:
      return "INT";
    case TypeId::kDouble:
      return "DOUBLE";
    case TypeId::kTimestamp:
      return "TIMESTAMP";
    case TypeId::kTimestampTz:
      return "TIMESTAMPTZ";
    case TypeId::kDecimal:
      return fmt::format("DECIMAL({}, {})", type.precision, type.scale);
    case TypeId::kVarchar:
      return fmt::format("VARCHAR({})", type.length);
    case TypeId::kChar:
      return fmt::format("CHAR({})", type.length);
    default:
      return upper_ascii(sql::to_string(type));
  }
}

}  // namespace darties
