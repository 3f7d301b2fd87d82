#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What the embedded engine has to register over DuckDB's C API, beside darties_probe (sql/catalog.h), so that translated
// statements run. All are free of NULL: a NULL argument gives NULL. All but the last group are pure.
//
// Operators and functions under DuckDB's own names, more overloads of them:
//
//   /    (SMALLINT, SMALLINT) → SMALLINT, (INTEGER, INTEGER) → INTEGER, (BIGINT, BIGINT) → BIGINT,
//        (FLOAT, FLOAT) → FLOAT, (DOUBLE, DOUBLE) → DOUBLE
//                              truncates towards zero; divisor 0: error "Divide by zero"; the smallest integer by -1:
//                              error "Value out of range for 8 bytes" (4, 2)
//   %, mod (SMALLINT, INTEGER, BIGINT, DOUBLE alike)
//                              the sign of the dividend; divisor 0: error "Divide by zero"
//   *    (BIGINT, INTERVAL), (INTERVAL, BIGINT), (DOUBLE, INTERVAL), (INTERVAL, DOUBLE) → INTERVAL
//                              interval_times(): microseconds in 64 bits, fractions of months go to days, of days to
//                              microseconds, as in PostgreSQL
//   trunc (TIMESTAMP) → DATE   its date
//   to_char (TIMESTAMP, VARCHAR), (DATE, VARCHAR), (zone, TIMESTAMPTZ, TIMESTAMP, VARCHAR) → VARCHAR
//                                                                                             format_timestamp()
//   to_date (VARCHAR, VARCHAR [, BOOLEAN]) → DATE, to_timestamp (VARCHAR, VARCHAR [, BOOLEAN]) → TIMESTAMPTZ
//                                                                                             parse_timestamp()
//   initcap (VARCHAR) → VARCHAR                                                               initial_capitals()
//   strtol (VARCHAR, INTEGER) → BIGINT                                                        parse_number_of_base()
//
// Functions of ours:
//
//   darties_length, darties_octet_length (VARCHAR), (BLOB) → INTEGER; darties_substring, darties_split_part, …: what
//                              sql/functions/text_functions.h says
//   darties_like, darties_ilike (VARCHAR, VARCHAR, VARCHAR) → BOOLEAN              sql/functions/like_pattern.h
//   darties_limited (VARCHAR), (BLOB), darties_limited_super, _length, darties_repeat, darties_replace
//                              error beyond the length of any text                     sql/functions/text_limits.h
//   darties_compare            of two texts, dates, timestamps or intervals → INTEGER: -1, 0 or 1
//   darties_regexp_substr, _instr, _count, _replace with all arguments                 sql/functions/patterns.h
//   darties_json_…  (VARCHAR, …)                                                       sql/functions/json_text.h
//   darties_fnv_hash, darties_sha2, darties_to_hex, … with overloads by type           sql/functions/hashes.h
//   darties_number_to_char, darties_to_number, darties_teradata_number (VARCHAR, …)     sql/functions/number_format.h
//   darties_add_months, darties_months_between, darties_next_day, darties_zone, …       sql/functions/calendar.h
//   darties_listagg (VARCHAR) → VARCHAR                 its argument; error beyond 65535 bytes
//   darties_divide_S (ANY, ANY) → DECIMAL(38,S) for S = 0 to 37
//                              exact division of decimals and integers (any width), truncated at S digits; divisor 0:
//                              error "Divide by zero"; beyond 38 digits: error "Numeric data overflow (result
//                              precision)". divide_decimals()
//   darties_remainder_S (ANY, ANY) → DECIMAL(38,S)      remainder_of_decimals(); divisor 0: error "Divide by zero"
//   darties_decimal19_S (ANY) → DECIMAL(19,S)           the same decimal; beyond 64 bits: error "Numeric data overflow …"
//   darties_text (ANY) → VARCHAR                        the value as results show it
//   darties_integer, darties_boolean, darties_date, darties_time, darties_timetz, darties_timestamp,
//   darties_timestamptz, darties_interval (VARCHAR)     sql/functions/conversions.h
//   darties_scalar_text (VARCHAR) → VARCHAR             a JSON scalar as text; an object, an array and null are NULL
//   darties_varbyte (BLOB, INTEGER) → BLOB              the same bytes; more than so many: an error
//   darties_cut (VARCHAR, INTEGER) → VARCHAR            cut_bytes()
//   darties_assign_varchar (ANY, INTEGER) → VARCHAR      assign_varchar() of darties_text(), its Error is the query's error
//   darties_assign_char (ANY, INTEGER) → VARCHAR         assign_char(), the same
//   darties_assign_varbyte (ANY, INTEGER) → BLOB         bytes, or those of a text; more than so many: an error
//   darties_super (ANY) → VARCHAR                        JSON for a SUPER column; a text is a string there
//
// Of the session: getdate() → TIMESTAMP (the start of the statement), pg_backend_pid() → INTEGER, pg_last_copy_id(), pg_last_unload_id(), pg_last_query_id() → INTEGER,
// pg_last_copy_count(), pg_last_unload_count() → BIGINT.

namespace darties::sql {

/// The longest beginning of `text` that takes at most `bytes` bytes and ends between characters. A cast to VARCHAR(n).
std::string_view cut_bytes(std::string_view text, int bytes) noexcept;

/// `text` as a VARCHAR(bytes) column takes it: blanks beyond its size are cut.
/// Errors: kInvalid "Value too long for character type …".
std::string_view assign_varchar(std::string_view text, int bytes);
/// `text` as a CHAR(bytes) column stores it here: without trailing blanks.
/// Errors: kInvalid for a text that is too long, or not ASCII.
std::string_view assign_char(std::string_view text, int bytes);

/// a / b · 10^-(a_scale - b_scale), with `scale` digits after the point, truncated towards zero, as an unscaled number.
/// Errors: kInvalid "Divide by zero", "Numeric data overflow (result precision)".
__extension__ using Int128 = __int128;
Int128 divide_decimals(Int128 a, int a_scale, Int128 b, int b_scale, int scale);
/// a - trunc(a / b) · b with `scale` digits, which are the more of both scales.
Int128 remainder_of_decimals(Int128 a, int a_scale, Int128 b, int b_scale, int scale);

/// An interval in DuckDB's three parts.
struct IntervalParts {
  std::int32_t months = 0;
  std::int32_t days = 0;
  std::int64_t microseconds = 0;

  bool operator==(const IntervalParts&) const = default;
};
/// Errors: kInvalid "interval out of range".
IntervalParts interval_times(const IntervalParts& interval, std::int64_t factor);
IntervalParts interval_times(const IntervalParts& interval, double factor);

/// First letter of each word in upper case, the others in lower case (ASCII letters).
std::string initial_capitals(std::string_view text);

/// STRTOL: digits of a base from 2 to 36, an optional sign and 0x for 16; "" is 0.
/// Errors: kInvalid for other text, or a number beyond 64 bits.
std::int64_t parse_number_of_base(std::string_view text, int base);

/// TO_CHAR of microseconds since 1970 (UTC) by a format string of Redshift (reference: r_FORMAT_strings).
/// TZ is the zone's name, OF its offset; both belong to a TIMESTAMPTZ.
struct ZoneOfText {
  std::string_view name;
  int minutes_east = 0;
};
std::string format_timestamp(std::int64_t microseconds, std::string_view format,
                             const ZoneOfText& zone = {});

/// TO_DATE and TO_TIMESTAMP: microseconds since 1970 (UTC). A day beyond its month rolls over unless `strict`.
/// Errors: kInvalid when `text` does not match `format`.
std::int64_t parse_timestamp(std::string_view text, std::string_view format, bool strict);

}  // namespace darties::sql
