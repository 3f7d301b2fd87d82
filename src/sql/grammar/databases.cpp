#include "sql/grammar/grammar.h"

// Databases, what of schemas has no effect, identity providers: the warehouse has one database and one user.

namespace darties::sql {
namespace {

constexpr std::string_view kOneDatabase = "the warehouse has one database, dev";
constexpr std::string_view kCluster = "it needs a cluster: run it with --target redshift";

constexpr Grammar kGrammars[] = {
    {.name = "CREATE DATABASE",
     .head = "CREATE DATABASE",
     .body = "name [ <database_option> ... ]",
     .reason = kOneDatabase,
     .forbidden_in_transaction = true},
    {.name = "ALTER DATABASE",
     .head = "ALTER DATABASE",
     .body = "name { RENAME TO name | OWNER TO name | <setting> | RESET { ALL | name }"
             " | INTEGRATION { REFRESH { { ALL | INERROR } TABLES [ IN SCHEMA name ,.. ]"
             " | TABLE object ,.. } | SET <refresh> ,.. } | <database_option> ... }",
     .reason = kOneDatabase},
    {.name = "DROP DATABASE",
     .head = "DROP DATABASE",
     .body = "[ IF EXISTS ] name [ FORCE ]",
     .reason = kOneDatabase},
    {.name = "USE",
     .head = "USE",
     .body = "name",
     .reason = "the warehouse has one database, dev; SET search_path picks the schema"},
    {.name = "CREATE IDENTITY PROVIDER",
     .head = "CREATE IDENTITY PROVIDER",
     .body = "name TYPE { name | string } NAMESPACE { name | string }"
             " [ { PARAMETERS string | APPLICATION_ARN string | <iam_role>"
             " | AUTO_CREATE_ROLES { TRUE | FALSE } [ { INCLUDE | EXCLUDE } GROUPS LIKE string ] } "
             "... ]",
     .reason = kCluster},
    {.name = "ALTER IDENTITY PROVIDER",
     .head = "ALTER IDENTITY PROVIDER",
     .body = "name { PARAMETERS string | NAMESPACE string | <iam_role> | ENABLE | DISABLE"
             " | DISABLE CASCADE | AUTO_CREATE_ROLES { TRUE | FALSE }"
             " [ { INCLUDE | EXCLUDE } GROUPS LIKE string ] } ...",
     .reason = kCluster},
    {.name = "DROP IDENTITY PROVIDER",
     .head = "DROP IDENTITY PROVIDER",
     .body = "name [ CASCADE ]",
     .reason = kCluster},
    {.name = "DESC IDENTITY PROVIDER",
     .head = "DESC IDENTITY PROVIDER",
     .body = "name",
     .reason = kCluster},
    {.name = "ALTER SYSTEM",
     .head = "ALTER SYSTEM",
     .body = "SET name { TO | = } value",
     .reason = kCluster},
};

}  // namespace

std::span<const Grammar> database_grammars() { return kGrammars; }

}  // namespace darties::sql
