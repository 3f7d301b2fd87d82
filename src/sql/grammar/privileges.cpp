#include "sql/grammar/grammar.h"

// GRANT and REVOKE: recorded. The one who works on the embedded engine may do everything, as a superuser may.

namespace darties::sql {
namespace {

constexpr auto kRecorded = Grammar::Outcome::kRecorded;

// A datashare is in datashares.cpp, which comes first.
constexpr Grammar kGrammars[] = {
    {.name = "GRANT",
     .head = "GRANT",
     .body = "{ ASSUMEROLE ON <assumed> TO <grantee> ,.. FOR <assumed_for>"
             " | ROLE role:granted_role ,.. TO <grantee> ,.."
             " | <privilege> ,.. ON <objects> TO <grantee> ,.."
             " | <privilege> ,.. FOR <scoped_kind> <scope> TO <grantee> ,.."
             " | <privilege> ,.. TO <grantee> ,.. | role:granted_role ,.. TO <grantee> ,.. }",
     .outcome = kRecorded},
    {.name = "REVOKE",
     .head = "REVOKE",
     .body = "[ { GRANT | ADMIN } OPTION FOR:option_only ]"
             " { ASSUMEROLE ON <assumed> FROM <grantee> ,.. FOR <assumed_for>"
             " | ROLE role:granted_role ,.. FROM <grantee> ,.."
             " | <privilege> ,.. ON <objects> FROM <grantee> ,.."
             " | <privilege> ,.. FOR <scoped_kind> <scope> FROM <grantee> ,.."
             " | <privilege> ,.. FROM <grantee> ,.. | role:granted_role ,.. FROM <grantee> ,.. }"
             " [ CASCADE | RESTRICT ]",
     .outcome = kRecorded},
    {.name = "ALTER DEFAULT PRIVILEGES",
     .head = "ALTER DEFAULT PRIVILEGES",
     .body = "[ FOR { USER | ROLE } role ,.. ] [ IN SCHEMA name ,.. ]"
             " { GRANT <privilege> ,.. ON <scoped_kind> TO <grantee> ,.."
             " | REVOKE [ GRANT OPTION FOR ] <privilege> ,.. ON <scoped_kind> FROM <grantee> ,.. }"
             " [ CASCADE | RESTRICT ]",
     .outcome = kRecorded},
};

}  // namespace

std::span<const Grammar> privilege_grammars() { return kGrammars; }

}  // namespace darties::sql
