#include "sql/translation/identifiers.h"

#include <algorithm>
#include <array>

#include "sql/lexer.h"

namespace darties::sql {
namespace {

// Words that DuckDB does not take as a name (duckdb_keywords(): reserved, and those of types and functions), sorted.
constexpr std::array<std::string_view, 101> kReserved = {"all",
                                                         "analyse",
                                                         "analyze",
                                                         "and",
                                                         "anti",
                                                         "any",
                                                         "array",
                                                         "as",
                                                         "asc",
                                                         "asof",
                                                         "asymmetric",
                                                         "at",
                                                         "authorization",
                                                         "binary",
                                                         "both",
                                                         "by",
                                                         "case",
                                                         "cast",
                                                         "check",
                                                         "collate",
                                                         "collation",
                                                         "column",
                                                         "columns",
                                                         "concurrently",
                                                         "constraint",
                                                         "create",
                                                         "cross",
                                                         "default",
                                                         "deferrable",
                                                         "desc",
                                                         "describe",
                                                         "distinct",
                                                         "do",
                                                         "else",
                                                         "end",
                                                         "except",
                                                         "false",
                                                         "fetch",
                                                         "for",
                                                         "foreign",
                                                         "freeze",
                                                         "from",
                                                         "full",
                                                         "generated",
                                                         "glob",
                                                         "group",
                                                         "having",
                                                         "ilike",
                                                         "in",
                                                         "initially",
                                                         "inner",
                                                         "intersect",
                                                         "into",
                                                         "is",
                                                         "isnull",
                                                         "join",
                                                         "lambda",
                                                         "lateral",
                                                         "leading",
                                                         "left",
                                                         "like",
                                                         "limit",
                                                         "map",
                                                         "natural",
                                                         "not",
                                                         "notnull",
                                                         "null",
                                                         "offset",
                                                         "on",
                                                         "only",
                                                         "or",
                                                         "order",
                                                         "outer",
                                                         "overlaps",
                                                         "pivot",
                                                         "pivot_longer",
                                                         "pivot_wider",
                                                         "placing",
                                                         "positional",
                                                         "primary",
                                                         "qualify",
                                                         "references",
                                                         "returning",
                                                         "right",
                                                         "select",
                                                         "semi",
                                                         "show",
                                                         "similar",
                                                         "some",
                                                         "struct",
                                                         "summarize",
                                                         "symmetric",
                                                         "table",
                                                         "tablesample",
                                                         "then",
                                                         "to",
                                                         "trailing",
                                                         "true",
                                                         "try_cast",
                                                         "union",
                                                         "unique"};
constexpr std::array<std::string_view, 8> kReservedFromU = {
    "unpack", "unpivot", "using", "variadic", "verbose", "when", "where", "window"};

bool is_reserved(std::string_view name) {
  return std::binary_search(kReserved.begin(), kReserved.end(), name) || name == "with" ||
         std::binary_search(kReservedFromU.begin(), kReservedFromU.end(), name);
}

bool is_plain(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
  };
  return !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
         std::all_of(name.begin(), name.end(), plain);
}

std::string quoted(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += c;
    result += c;
  }
  return result + quote;
}

}  // namespace

std::string duckdb_name(std::string_view name) {
  return is_plain(name) && !is_reserved(name) ? std::string(name) : quoted(name, '"');
}

std::string duckdb_name(const QualifiedName& name) {
  return (name.schema.empty() ? "" : duckdb_name(name.schema) + ".") + duckdb_name(name.name);
}

std::string identifier_value_of(std::string_view text) {
  const bool is_quoted = text.starts_with('"');
  return identifier_value(
      {.kind = is_quoted ? TokenKind::kQuoted : TokenKind::kWord, .text = text});
}

std::string duckdb_literal(std::string_view text) { return quoted(text, '\''); }

}  // namespace darties::sql
