#include "warehouse/engines/embedded/column_types.h"

#include <fmt/format.h>

#include <array>

namespace darties::duck {
namespace {

using sql::TypeId;

constexpr int kLongestText = 65535;

struct Pair {
  duckdb_type duckdb;
  std::string_view name;
  std::optional<TypeId> redshift;
};

constexpr std::array kPairs = {
    Pair{DUCKDB_TYPE_BOOLEAN, "BOOLEAN", TypeId::kBoolean},
    Pair{DUCKDB_TYPE_TINYINT, "TINYINT", TypeId::kSmallint},
    Pair{DUCKDB_TYPE_SMALLINT, "SMALLINT", TypeId::kSmallint},
    Pair{DUCKDB_TYPE_INTEGER, "INTEGER", TypeId::kInteger},
    Pair{DUCKDB_TYPE_BIGINT, "BIGINT", TypeId::kBigint},
    Pair{DUCKDB_TYPE_UTINYINT, "UTINYINT", TypeId::kSmallint},
    Pair{DUCKDB_TYPE_USMALLINT, "USMALLINT", TypeId::kInteger},
    Pair{DUCKDB_TYPE_UINTEGER, "UINTEGER", TypeId::kBigint},
    Pair{DUCKDB_TYPE_UBIGINT, "UBIGINT", std::nullopt},
    Pair{DUCKDB_TYPE_HUGEINT, "HUGEINT", std::nullopt},
    Pair{DUCKDB_TYPE_UHUGEINT, "UHUGEINT", std::nullopt},
    Pair{DUCKDB_TYPE_FLOAT, "FLOAT", TypeId::kReal},
    Pair{DUCKDB_TYPE_DOUBLE, "DOUBLE", TypeId::kDouble},
    Pair{DUCKDB_TYPE_DATE, "DATE", TypeId::kDate},
    Pair{DUCKDB_TYPE_TIME, "TIME", TypeId::kTime},
    Pair{DUCKDB_TYPE_TIME_TZ, "TIME WITH TIME ZONE", TypeId::kTimeTz},
    Pair{DUCKDB_TYPE_TIMESTAMP, "TIMESTAMP", TypeId::kTimestamp},
    Pair{DUCKDB_TYPE_TIMESTAMP_S, "TIMESTAMP_S", TypeId::kTimestamp},
    Pair{DUCKDB_TYPE_TIMESTAMP_MS, "TIMESTAMP_MS", TypeId::kTimestamp},
    Pair{DUCKDB_TYPE_TIMESTAMP_NS, "TIMESTAMP_NS", TypeId::kTimestamp},
    Pair{DUCKDB_TYPE_TIMESTAMP_TZ, "TIMESTAMP WITH TIME ZONE", TypeId::kTimestampTz},
    Pair{DUCKDB_TYPE_INTERVAL, "INTERVAL", TypeId::kIntervalDayToSecond},
    Pair{DUCKDB_TYPE_VARCHAR, "VARCHAR", TypeId::kVarchar},
    Pair{DUCKDB_TYPE_BLOB, "BLOB", TypeId::kVarbyte},
    Pair{DUCKDB_TYPE_SQLNULL, "\"NULL\"", std::nullopt},
};

const Pair* find_pair(duckdb_logical_type type) {
  const duckdb_type id = duckdb_get_type_id(type);
  for (const Pair& pair : kPairs) {
    if (pair.duckdb == id) return &pair;
  }
  return nullptr;
}

std::optional<sql::Type> type_of(const Pair& pair) {
  if (!pair.redshift) return std::nullopt;
  sql::Type type{.id = *pair.redshift};
  if (type.id == TypeId::kVarchar || type.id == TypeId::kVarbyte) type.length = kLongestText;
  return type;
}

bool is_json(duckdb_logical_type type) {
  const Text alias(duckdb_logical_type_get_alias(type));
  return alias && std::string_view(alias.get()) == "JSON";
}

}  // namespace

std::string type_name(duckdb_logical_type type) {
  if (is_json(type)) return "JSON";
  if (duckdb_get_type_id(type) == DUCKDB_TYPE_DECIMAL) {
    return fmt::format("DECIMAL({},{})", duckdb_decimal_width(type), duckdb_decimal_scale(type));
  }
  const Pair* pair = find_pair(type);
  return std::string(pair == nullptr ? "UNKNOWN" : pair->name);
}

std::optional<sql::Type> redshift_type(duckdb_logical_type type) {
  if (is_json(type)) return sql::Type{.id = TypeId::kSuper};
  if (duckdb_get_type_id(type) == DUCKDB_TYPE_DECIMAL) {
    return sql::Type{.id = TypeId::kDecimal,
                     .precision = duckdb_decimal_width(type),
                     .scale = duckdb_decimal_scale(type)};
  }
  const Pair* pair = find_pair(type);
  return pair == nullptr ? std::nullopt : type_of(*pair);
}

std::optional<sql::Type> redshift_type(std::string_view duckdb_name) {
  if (duckdb_name == "JSON") return sql::Type{.id = TypeId::kSuper};
  if (duckdb_name.starts_with("DECIMAL(")) return sql::parse_type(duckdb_name);
  for (const Pair& pair : kPairs) {
    if (pair.name == duckdb_name) return type_of(pair);
  }
  return std::nullopt;
}

sql::Type nearest_type(duckdb_logical_type type) {
  if (const auto exact = redshift_type(type)) return *exact;
  switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT:
      return {.id = TypeId::kDecimal, .precision = 38, .scale = 0};
    default:
      return {.id = TypeId::kVarchar, .length = kLongestText};
  }
}

std::vector<ColumnInfo> result_columns(duckdb_result* result) {
  std::vector<ColumnInfo> columns;
  for (idx_t i = 0; i < duckdb_column_count(result); ++i) {
    const LogicalType type(duckdb_column_logical_type(result, i));
    columns.push_back({.name = duckdb_column_name(result, i), .type = nearest_type(type.get())});
  }
  return columns;
}

}  // namespace darties::duck
