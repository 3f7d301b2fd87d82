#include <array>

#include "sql/families/family.h"

// Statements that are accepted and do nothing on the embedded engine: there is one user, and DuckDB needs neither
// VACUUM nor ANALYZE.

namespace darties::sql {
namespace {

struct Known {
  std::array<std::string_view, 3> words;
  std::string_view name;
  bool forbidden_in_transaction = false;
};

constexpr Known kKnown[] = {
    {{"VACUUM"}, "VACUUM", true},
    {{"ANALYZE"}, "ANALYZE"},
    {{"ANALYSE"}, "ANALYZE"},
    {{"GRANT"}, "GRANT"},
    {{"REVOKE"}, "REVOKE"},
    {{"COMMENT", "ON"}, "COMMENT"},
    {{"LOCK"}, "LOCK TABLE"},
    {{"CREATE", "USER"}, "CREATE USER"},
    {{"ALTER", "USER"}, "ALTER USER"},
    {{"DROP", "USER"}, "DROP USER"},
    {{"CREATE", "GROUP"}, "CREATE GROUP"},
    {{"ALTER", "GROUP"}, "ALTER GROUP"},
    {{"DROP", "GROUP"}, "DROP GROUP"},
    {{"CREATE", "ROLE"}, "CREATE ROLE"},
    {{"ALTER", "ROLE"}, "ALTER ROLE"},
    {{"DROP", "ROLE"}, "DROP ROLE"},
    {{"ALTER", "SCHEMA"}, "ALTER SCHEMA"},
    {{"ALTER", "DEFAULT", "PRIVILEGES"}, "ALTER DEFAULT PRIVILEGES"},
};

bool stands_here(const Cursor& cursor, const Known& known) {
  std::size_t ahead = 0;
  for (const auto word : known.words) {
    if (!word.empty() && !cursor.at_word(word, ahead++)) return false;
  }
  return true;
}

}  // namespace

Parsed parse_no_effect(Cursor& cursor) {
  for (const auto& known : kKnown) {
    if (!stands_here(cursor, known)) continue;
    if (known.name == "ANALYZE" && cursor.at_word("COMPRESSION", 1))
      cursor.refuse(cursor.peek().begin, "ANALYZE COMPRESSION");
    if (known.name == "ALTER SCHEMA") {
      for (std::size_t ahead = 2; ahead < 5; ++ahead) {
        if (cursor.at_word("RENAME", ahead))
          cursor.refuse(cursor.peek().begin, "ALTER SCHEMA … RENAME");
      }
    }
    while (!cursor.at_end()) cursor.next();
    return NoEffectStatement{std::string(known.name), known.forbidden_in_transaction};
  }
  cursor.fail_expected("a statement");
}

}  // namespace darties::sql
