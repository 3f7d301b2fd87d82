#include <array>

#include "sql/families/family.h"

// What Redshift has and the embedded engine can not do, and what only DuckDB has and must not pass. A statement that
// begins with these words is refused by name.

namespace darties::sql {
namespace {

struct Known {
  std::array<std::string_view, 4> words;
  std::string_view name;
  std::string_view reason;
};

constexpr std::string_view kCluster = "it needs a cluster: run it with --target redshift";
constexpr std::string_view kYet = "not yet";
constexpr std::string_view kNotRedshift = "it is no statement of Redshift";
constexpr std::string_view kFiles = "files are loaded with COPY and written with UNLOAD";

constexpr Known kKnown[] = {
    {{"CREATE", "EXTERNAL", "SCHEMA"}, "CREATE EXTERNAL SCHEMA", kCluster},
    {{"CREATE", "EXTERNAL", "TABLE"}, "CREATE EXTERNAL TABLE", "load the files with COPY instead"},
    {{"CREATE", "EXTERNAL", "FUNCTION"}, "CREATE EXTERNAL FUNCTION", kCluster},
    {{"CREATE", "OR", "REPLACE", "EXTERNAL"}, "CREATE EXTERNAL FUNCTION", kCluster},
    {{"CREATE", "EXTERNAL"}, "CREATE EXTERNAL …", kCluster},
    {{"CREATE", "DATASHARE"}, "CREATE DATASHARE", kCluster},
    {{"ALTER", "DATASHARE"}, "ALTER DATASHARE", kCluster},
    {{"DROP", "DATASHARE"}, "DROP DATASHARE", kCluster},
    {{"DESC", "DATASHARE"}, "DESC DATASHARE", kCluster},
    {{"CREATE", "MODEL"}, "CREATE MODEL", kCluster},
    {{"DROP", "MODEL"}, "DROP MODEL", kCluster},
    {{"CREATE", "LIBRARY"}, "CREATE LIBRARY", kCluster},
    {{"CREATE", "OR", "REPLACE", "LIBRARY"}, "CREATE LIBRARY", kCluster},
    {{"DROP", "LIBRARY"}, "DROP LIBRARY", kCluster},
    {{"CREATE", "FUNCTION"}, "CREATE FUNCTION", kYet},
    {{"CREATE", "OR", "REPLACE", "FUNCTION"}, "CREATE FUNCTION", kYet},
    {{"DROP", "FUNCTION"}, "DROP FUNCTION", kYet},
    {{"CREATE", "PROCEDURE"}, "CREATE PROCEDURE", kCluster},
    {{"CREATE", "OR", "REPLACE", "PROCEDURE"}, "CREATE PROCEDURE", kCluster},
    {{"ALTER", "PROCEDURE"}, "ALTER PROCEDURE", kCluster},
    {{"DROP", "PROCEDURE"}, "DROP PROCEDURE", kCluster},
    {{"CALL"}, "CALL", kCluster},
    {{"CREATE", "DATABASE"}, "CREATE DATABASE", "the warehouse has one database, dev"},
    {{"ALTER", "DATABASE"}, "ALTER DATABASE", "the warehouse has one database, dev"},
    {{"DROP", "DATABASE"}, "DROP DATABASE", "the warehouse has one database, dev"},
    {{"CREATE", "RLS", "POLICY"}, "CREATE RLS POLICY", kCluster},
    {{"ALTER", "RLS", "POLICY"}, "ALTER RLS POLICY", kCluster},
    {{"DROP", "RLS", "POLICY"}, "DROP RLS POLICY", kCluster},
    {{"ATTACH", "RLS"}, "ATTACH RLS POLICY", kCluster},
    {{"DETACH", "RLS"}, "DETACH RLS POLICY", kCluster},
    {{"CREATE", "MASKING", "POLICY"}, "CREATE MASKING POLICY", kCluster},
    {{"ATTACH", "MASKING"}, "ATTACH MASKING POLICY", kCluster},
    {{"CREATE", "IDENTITY", "PROVIDER"}, "CREATE IDENTITY PROVIDER", kCluster},
    {{"ALTER", "EXTERNAL"}, "ALTER EXTERNAL …", kCluster},
    {{"ALTER", "MATERIALIZED", "VIEW"}, "ALTER MATERIALIZED VIEW", kYet},
    {{"REFRESH", "MATERIALIZED", "VIEW"}, "REFRESH MATERIALIZED VIEW", kYet},
    {{"PREPARE"}, "PREPARE", kYet},
    {{"EXECUTE"}, "EXECUTE", kYet},
    {{"DEALLOCATE"}, "DEALLOCATE", kYet},
    {{"DECLARE"}, "DECLARE", kYet},
    {{"FETCH"}, "FETCH", kYet},
    {{"CLOSE"}, "CLOSE", kYet},
    {{"CANCEL"}, "CANCEL", kYet},
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
    {{"USE"}, "USE", "the warehouse has one database, dev; SET search_path picks the schema"},
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
