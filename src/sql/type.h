#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace darties::sql {

enum class TypeId {
  kBoolean,
  kSmallint,
  kInteger,
  kBigint,
  kDecimal,
  kReal,
  kDouble,
  kChar,
  kVarchar,
  kDate,
  kTime,
  kTimeTz,
  kTimestamp,
  kTimestampTz,
  kIntervalYearToMonth,
  kIntervalDayToSecond,
  kSuper,
  kVarbyte,
};

/// A Redshift data type as declared, with Redshift's defaults filled in (reference:
/// c_Supported_data_types).
struct Type {
  TypeId id = TypeId::kVarchar;
  int precision = 0;  ///< kDecimal: 1 to 38
  int scale = 0;      ///< kDecimal: 0 to 37
  int length = 0;     ///< kChar, kVarchar, kVarbyte: bytes

  bool operator==(const Type&) const = default;
};

/// Redshift's own words: "character varying(256)", "numeric(18,0)", "timestamp without time zone".
std::string to_string(const Type& type);

/// The type that stores it in DuckDB: "VARCHAR", "DECIMAL(18,0)", "TIMESTAMP".
std::string duckdb_type(const Type& type);

/// The short internal name of sys_load_error_detail.column_type: "int4", "varchar", "numeric".
std::string internal_name(const Type& type);

/// Reads a type as a column definition writes it, any alias: "int8", "varchar(max)", "dec(8,2)",
/// "double precision". Throws kInvalid with the nearest name for an unknown type, or for a length
/// or precision out of range.
Type parse_type(std::string_view text);

}  // namespace darties::sql
