#include "sql/type.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "sql/lexer.h"

namespace darties::sql {
namespace {

struct Name {
  std::string_view alias;
  TypeId id;
};

// Every spelling of a type, words in lower case and one blank between them.
constexpr Name kNames[] = {
    {"smallint", TypeId::kSmallint},
    {"int2", TypeId::kSmallint},
    {"integer", TypeId::kInteger},
    {"int", TypeId::kInteger},
    {"int4", TypeId::kInteger},
    {"bigint", TypeId::kBigint},
    {"int8", TypeId::kBigint},
    {"decimal", TypeId::kDecimal},
    {"numeric", TypeId::kDecimal},
    {"dec", TypeId::kDecimal},
    {"real", TypeId::kReal},
    {"float4", TypeId::kReal},
    {"double precision", TypeId::kDouble},
    {"float8", TypeId::kDouble},
    {"float", TypeId::kDouble},
    {"boolean", TypeId::kBoolean},
    {"bool", TypeId::kBoolean},
    {"char", TypeId::kChar},
    {"character", TypeId::kChar},
    {"nchar", TypeId::kChar},
    {"bpchar", TypeId::kChar},
    {"varchar", TypeId::kVarchar},
    {"character varying", TypeId::kVarchar},
    {"nvarchar", TypeId::kVarchar},
    {"text", TypeId::kVarchar},
    {"char varying", TypeId::kVarchar},
    {"national character varying", TypeId::kVarchar},
    {"date", TypeId::kDate},
    {"time", TypeId::kTime},
    {"time without time zone", TypeId::kTime},
    {"timetz", TypeId::kTimeTz},
    {"time with time zone", TypeId::kTimeTz},
    {"timestamp", TypeId::kTimestamp},
    {"timestamp without time zone", TypeId::kTimestamp},
    {"timestamptz", TypeId::kTimestampTz},
    {"timestamp with time zone", TypeId::kTimestampTz},
    {"interval year to month", TypeId::kIntervalYearToMonth},
    {"interval day to second", TypeId::kIntervalDayToSecond},
    {"interval", TypeId::kIntervalDayToSecond},
    {"super", TypeId::kSuper},
    {"varbyte", TypeId::kVarbyte},
    {"varbinary", TypeId::kVarbyte},
    {"binary varying", TypeId::kVarbyte},
};

constexpr int kMax = -1;  // the word MAX instead of a number

/// A type as written: its words, and the numbers in the parentheses.
struct Written {
  std::string name;
  std::vector<int> numbers;
};

int number_of(const Token& token, std::string_view text) {
  if (is_word(token, "MAX")) return kMax;
  int value = 0;
  const auto [end, error] =
      std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
  if (token.kind != TokenKind::kNumber || error != std::errc() ||
      end != token.text.data() + token.text.size()) {
    throw Error(ErrorKind::kInvalid, "a length must be a whole number or MAX, not {}: {}",
                token.text, text);
  }
  return value;
}

Written read(std::string_view text) {
  const Statement statement{std::string(text), 0, {}};
  Written written;
  bool open = false;
  for (const Token& token : tokenize(statement)) {
    if (is_operator(token, "(")) {
      open = true;
    } else if (is_operator(token, ")")) {
      open = false;
    } else if (is_operator(token, ",") || token.kind == TokenKind::kEnd) {
      continue;
    } else if (open) {
      written.numbers.push_back(number_of(token, text));
    } else {
      written.name += (written.name.empty() ? "" : " ") + lower_ascii(token.text);
    }
  }
  return written;
}

[[noreturn]] void fail_unknown(std::string_view name) {
  if (name == "hllsketch" || name == "geometry" || name == "geography") {
    throw Error(ErrorKind::kInvalid, "not supported on the embedded engine yet: the type {}", name);
  }
  std::vector<std::string> names;
  for (const auto& known : kNames) names.emplace_back(known.alias);
  if (const auto near = nearest(name, names)) {
    throw Error(ErrorKind::kInvalid, "unknown data type: {}; did you mean {}?", name, *near);
  }
  throw Error(ErrorKind::kInvalid,
              "unknown data type: {}; Redshift has smallint, integer, bigint, decimal, real, "
              "double precision, boolean, char, varchar, date, time, timetz, timestamp, "
              "timestamptz, super and varbyte",
              name);
}

int bounded(const Written& written, int fallback, int max, std::string_view unit) {
  if (written.numbers.empty()) return fallback;
  const int length = written.numbers[0] == kMax ? max : written.numbers[0];
  if (written.numbers.size() == 1 && length >= 1 && length <= max) return length;
  throw Error(ErrorKind::kInvalid, "the length of {} must be between 1 and {} {}", written.name,
              max, unit);
}

Type decimal(const Written& written) {
  Type type{.id = TypeId::kDecimal, .precision = 18, .scale = 0};
  if (written.numbers.size() > 2)
    throw Error(ErrorKind::kInvalid, "{} takes a precision and a scale", written.name);
  if (!written.numbers.empty()) type.precision = written.numbers[0];
  if (written.numbers.size() > 1) type.scale = written.numbers[1];
  if (type.precision < 1 || type.precision > 38) {
    throw Error(ErrorKind::kInvalid, "the precision of {} must be between 1 and 38, not {}",
                written.name, type.precision);
  }
  if (type.scale < 0 || type.scale > 37 || type.scale > type.precision) {
    throw Error(ErrorKind::kInvalid,
                "the scale of {} must be between 0 and the precision, at most 37, not {}",
                written.name, type.scale);
  }
  return type;
}

Type with_numbers(TypeId id, const Written& written) {
  switch (id) {
    case TypeId::kDecimal:
      return decimal(written);
    case TypeId::kChar:
      return {.id = id,
              .length = bounded(written, written.name == "bpchar" ? 256 : 1, 4096, "bytes")};
    case TypeId::kVarchar:
      return {.id = id, .length = bounded(written, 256, 65535, "bytes")};
    case TypeId::kVarbyte:
      return {.id = id, .length = bounded(written, 64000, 1024000, "bytes")};
    default:
      break;
  }
  const bool takes_digits = written.name == "float" || id == TypeId::kIntervalDayToSecond;
  if (!written.numbers.empty() && !takes_digits) {
    throw Error(ErrorKind::kInvalid, "{} takes no length", written.name);
  }
  if (written.name == "float" && !written.numbers.empty()) {
    const int digits = bounded(written, 53, 53, "bits");
    return {.id = digits <= 24 ? TypeId::kReal : TypeId::kDouble};
  }
  return {.id = id};
}

struct Words {
  std::string_view redshift;
  std::string_view duckdb;
  std::string_view internal;
};

// In the order of TypeId.
constexpr Words kWords[] = {
    {"boolean", "BOOLEAN", "bool"},
    {"smallint", "SMALLINT", "int2"},
    {"integer", "INTEGER", "int4"},
    {"bigint", "BIGINT", "int8"},
    {"numeric", "DECIMAL", "numeric"},
    {"real", "FLOAT", "float4"},
    {"double precision", "DOUBLE", "float8"},
    {"character", "VARCHAR", "char"},
    {"character varying", "VARCHAR", "varchar"},
    {"date", "DATE", "date"},
    {"time without time zone", "TIME", "time"},
    {"time with time zone", "TIMETZ", "timetz"},
    {"timestamp without time zone", "TIMESTAMP", "timestamp"},
    {"timestamp with time zone", "TIMESTAMPTZ", "timestamptz"},
    {"interval year to month", "INTERVAL", "intervaly2m"},
    {"interval day to second", "INTERVAL", "intervald2s"},
    {"super", "JSON", "super"},
    {"binary varying", "BLOB", "varbyte"},
};

const Words& words(const Type& type) { return kWords[static_cast<std::size_t>(type.id)]; }

}  // namespace

std::string to_string(const Type& type) {
  const std::string name(words(type).redshift);
  switch (type.id) {
    case TypeId::kDecimal:
      return fmt::format("{}({},{})", name, type.precision, type.scale);
    case TypeId::kChar:
    case TypeId::kVarchar:
    case TypeId::kVarbyte:
      return fmt::format("{}({})", name, type.length);
    default:
      return name;
  }
}

std::string duckdb_type(const Type& type) {
  const std::string name(words(type).duckdb);
  if (type.id == TypeId::kDecimal)
    return fmt::format("{}({},{})", name, type.precision, type.scale);
  return name;
}

std::string internal_name(const Type& type) { return std::string(words(type).internal); }

Type parse_type(std::string_view text) {
  const Written written = read(text);
  const auto found = std::find_if(std::begin(kNames), std::end(kNames),
                                  [&](const Name& name) { return name.alias == written.name; });
  if (found == std::end(kNames)) fail_unknown(written.name);
  return with_numbers(found->id, written);
}

}  // namespace darties::sql
