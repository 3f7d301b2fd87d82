#include "sql/syntax/reserved_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace darties::sql {
namespace {

// Those of SQL that PostgreSQL reserves as well, and Redshift's own; sorted.
constexpr std::array<std::string_view, 106> kReservedWords = {"ALL",
                                                              "ANALYSE",
                                                              "ANALYZE",
                                                              "AND",
                                                              "ANY",
                                                              "ARRAY",
                                                              "AS",
                                                              "ASC",
                                                              "AUTHORIZATION",
                                                              "BACKUP",
                                                              "BETWEEN",
                                                              "BOTH",
                                                              "CASE",
                                                              "CAST",
                                                              "CHECK",
                                                              "COLLATE",
                                                              "COLUMN",
                                                              "CONSTRAINT",
                                                              "CREATE",
                                                              "CROSS",
                                                              "CURRENT_DATE",
                                                              "CURRENT_TIME",
                                                              "CURRENT_TIMESTAMP",
                                                              "CURRENT_USER",
                                                              "DEFAULT",
                                                              "DEFERRABLE",
                                                              "DEFRAG",
                                                              "DELTA",
                                                              "DESC",
                                                              "DISTINCT",
                                                              "DO",
                                                              "ELSE",
                                                              "ENCODE",
                                                              "END",
                                                              "EXCEPT",
                                                              "EXPLICIT",
                                                              "FALSE",
                                                              "FOR",
                                                              "FOREIGN",
                                                              "FREEZE",
                                                              "FROM",
                                                              "FULL",
                                                              "GRANT",
                                                              "GROUP",
                                                              "HAVING",
                                                              "IDENTITY",
                                                              "ILIKE",
                                                              "IN",
                                                              "INITIALLY",
                                                              "INNER",
                                                              "INTERSECT",
                                                              "INTO",
                                                              "IS",
                                                              "ISNULL",
                                                              "JOIN",
                                                              "LEADING",
                                                              "LEFT",
                                                              "LIKE",
                                                              "LIMIT",
                                                              "LOCALTIME",
                                                              "LOCALTIMESTAMP",
                                                              "LZO",
                                                              "MINUS",
                                                              "NATURAL",
                                                              "NOT",
                                                              "NOTNULL",
                                                              "NULL",
                                                              "OFFSET",
                                                              "ON",
                                                              "ONLY",
                                                              "OPEN",
                                                              "OR",
                                                              "ORDER",
                                                              "OUTER",
                                                              "OVERLAPS",
                                                              "PARTITION",
                                                              "PERCENT",
                                                              "PERMISSIONS",
                                                              "PLACING",
                                                              "PRIMARY",
                                                              "RAW",
                                                              "REFERENCES",
                                                              "RESPECT",
                                                              "RIGHT",
                                                              "SELECT",
                                                              "SESSION_USER",
                                                              "SIMILAR",
                                                              "SNAPSHOT",
                                                              "SOME",
                                                              "SYSDATE",
                                                              "TABLE",
                                                              "TAG",
                                                              "THEN",
                                                              "TO",
                                                              "TOP",
                                                              "TRAILING",
                                                              "TRUE",
                                                              "UNION",
                                                              "UNIQUE",
                                                              "USER",
                                                              "USING",
                                                              "VERBOSE",
                                                              "WALLET",
                                                              "WHEN",
                                                              "WHERE",
                                                              "WITH"};

}  // namespace

bool is_reserved_word(std::string_view word) {
  return std::binary_search(kReservedWords.begin(), kReservedWords.end(), word);
}

std::string expect_unreserved_name(Cursor& cursor, std::string_view what) {
  const Token& token = cursor.peek();
  if (token.kind == TokenKind::kWord && is_reserved_word(upper_ascii(token.text))) {
    cursor.fail_at(
        token.begin,
        fmt::format("syntax error: {} is a reserved word of Redshift, expected {}; as a name it "
                    "stands between double quotes",
                    token.text, what));
  }
  return cursor.expect_name(what);
}

}  // namespace darties::sql
