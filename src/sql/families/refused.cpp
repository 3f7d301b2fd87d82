#include <array>

#include "sql/families/family.h"

// What only DuckDB has and must not pass, and what is not there yet. A statement that begins with these words is refused by
// name, whatever follows. What Redshift has and stays out stands with its whole grammar in sql/grammar/.

namespace darties::sql {
namespace {

struct Known {
  std::array<std::string_view, 4> words;
  std::string_view name;
  std::string_view reason;
};

constexpr std::string_view kNotRedshift = "it is no statement of Redshift";
constexpr std::string_view kFiles = "files are loaded with COPY and written with UNLOAD";

constexpr Known kKnown[] = {
    {{"SAVEPOINT"}, "SAVEPOINT", kNotRedshift},
    {{"ATTACH"}, "ATTACH", kNotRedshift},
    {{"DETACH"}, "DETACH", kNotRedshift},
    {{"INSTALL"}, "INSTALL", kNotRedshift},
    {{"LOAD"}, "LOAD", kNotRedshift},
    {{"PRAGMA"}, "PRAGMA", kNotRedshift},
    {{"EXPORT"}, "EXPORT DATABASE", kFiles},
    {{"IMPORT"}, "IMPORT DATABASE", kFiles},
    {{"CHECKPOINT"}, "CHECKPOINT", kNotRedshift},
    {{"FORCE"}, "FORCE CHECKPOINT", kNotRedshift},
    {{"FROM"}, "FROM …", kNotRedshift},
    {{"SUMMARIZE"}, "SUMMARIZE", kNotRedshift},
    {{"DESCRIBE"}, "DESCRIBE", "read pg_table_def or svv_columns"},
    {{"PIVOT"}, "PIVOT", kNotRedshift},
    {{"UNPIVOT"}, "UNPIVOT", kNotRedshift},
    {{"CREATE", "SEQUENCE"}, "CREATE SEQUENCE", "Redshift has IDENTITY columns"},
    {{"CREATE", "INDEX"}, "CREATE INDEX", "Redshift has no indexes; see SORTKEY"},
    {{"CREATE", "UNIQUE", "INDEX"}, "CREATE INDEX", "Redshift has no indexes; see SORTKEY"},
    {{"CREATE", "TYPE"}, "CREATE TYPE", kNotRedshift},
    {{"CREATE", "MACRO"}, "CREATE MACRO", kNotRedshift},
    {{"CREATE", "SECRET"}, "CREATE SECRET", kNotRedshift},
    {{"CREATE", "TRIGGER"}, "CREATE TRIGGER", kNotRedshift},
    {{"CREATE", "OR", "REPLACE", "TABLE"}, "CREATE OR REPLACE TABLE", kNotRedshift},
    {{"CREATE", "OR", "REPLACE", "MACRO"}, "CREATE MACRO", kNotRedshift},
};

}  // namespace

std::optional<RefusedStatement> refused_statement(const Cursor& cursor) {
  for (const auto& known : kKnown) {
    std::size_t ahead = 0;
    bool here = true;
    for (const auto word : known.words) {
      if (!word.empty() && !cursor.at_word(word, ahead++)) here = false;
    }
    if (here)
      return RefusedStatement{std::string(known.name), std::string(known.reason),
                              cursor.peek().begin};
  }
  return std::nullopt;
}

}  // namespace darties::sql
