#include "sql/grammar/grammar.h"

// Datashares: tables of another cluster.

namespace darties::sql {
namespace {

constexpr std::string_view kCluster = "it needs a cluster: run it with --target redshift";

constexpr Grammar kGrammars[] = {
    {.name = "CREATE DATASHARE",
     .head = "CREATE DATASHARE",
     .body = "name [ <publicly> ] [ MANAGEDBY ADX ]",
     .reason = kCluster},
    {.name = "ALTER DATASHARE",
     .head = "ALTER DATASHARE",
     .body = "name { <publicly> | SET INCLUDENEW [ = ] { TRUE | FALSE } FOR SCHEMA name"
             " | { ADD | REMOVE } { ALL { TABLES | FUNCTIONS } IN SCHEMA name ,.."
             " | TABLE object ,.. | SCHEMA name ,.. | FUNCTION <routine> ,.. } }",
     .reason = kCluster},
    {.name = "DROP DATASHARE", .head = "DROP DATASHARE", .body = "name", .reason = kCluster},
    {.name = "DESC DATASHARE",
     .head = "DESC DATASHARE",
     .body = "name [ OF <namespace> ]",
     .reason = kCluster},
    {.name = "SHOW DATASHARES",
     .head = "SHOW DATASHARES",
     .body = "[ LIKE string ]",
     .reason = kCluster},
    {.name = "GRANT on a datashare",
     .head = "GRANT { USAGE | ALTER | SHARE } ON DATASHARE",
     .body = "name ,.. TO { <namespace> [ VIA DATA CATALOG ] | GROUP name | ROLE role | name } ,..",
     .reason = kCluster},
    {.name = "REVOKE on a datashare",
     .head = "REVOKE { USAGE | ALTER | SHARE } ON DATASHARE",
     .body =
         "name ,.. FROM { <namespace> [ VIA DATA CATALOG ] | GROUP name | ROLE role | name } ,..",
     .reason = kCluster},
};

}  // namespace

std::span<const Grammar> datashare_grammars() { return kGrammars; }

}  // namespace darties::sql
