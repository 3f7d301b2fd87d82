#include "sql/grammar/grammar.h"

// Users, groups and roles: recorded, so that catalogs show them. Passwords are read and forgotten.

namespace darties::sql {
namespace {

constexpr auto kRecorded = Grammar::Outcome::kRecorded;

constexpr Grammar kGrammars[] = {
    {.name = "CREATE USER",
     .head = "CREATE USER",
     .body = "[ IF NOT EXISTS ] role:user [ WITH ] [ <user_option> ... ]",
     .outcome = kRecorded},
    {.name = "ALTER USER",
     .head = "ALTER USER",
     .body = "role:user [ IN DATABASE name ] <user_change>",
     .outcome = kRecorded},
    {.name = "DROP USER",
     .head = "DROP USER",
     .body = "[ IF EXISTS:if_exists ] role:user ,..",
     .outcome = kRecorded},
    {.name = "CREATE GROUP",
     .head = "CREATE GROUP",
     .body = "name:group [ [ WITH ] USER name:user ,.. ] [ [ WITH ] <user_option> ... ]",
     .outcome = kRecorded},
    {.name = "ALTER GROUP",
     .head = "ALTER GROUP",
     .body = "name:group { ADD:action USER name:user ,.. | DROP:action USER name:user ,.."
             " | RENAME TO name:new_name }",
     .outcome = kRecorded},
    {.name = "DROP GROUP",
     .head = "DROP GROUP",
     .body = "[ IF EXISTS:if_exists ] name:group ,..",
     .outcome = kRecorded},
    {.name = "CREATE ROLE",
     .head = "CREATE ROLE",
     .body = "[ IF NOT EXISTS ] role:role [ EXTERNALID [ TO ] value ]"
             " [ [ WITH ] <user_option> ... ]",
     .outcome = kRecorded},
    {.name = "ALTER ROLE",
     .head = "ALTER ROLE",
     .body = "role:role [ IN DATABASE name ] [ WITH ]"
             " { OWNER TO name | EXTERNALID [ TO ] value | <user_change> }",
     .outcome = kRecorded},
    {.name = "DROP ROLE",
     .head = "DROP ROLE",
     .body = "[ IF EXISTS:if_exists ] role:role ,.. [ FORCE | RESTRICT ]",
     .outcome = kRecorded},
};

}  // namespace

std::span<const Grammar> principal_grammars() { return kGrammars; }

}  // namespace darties::sql
