#include "sql/grammar/grammar.h"

// Row-level security and masking. They change what others see: accepting one without effect would show too much.

namespace darties::sql {
namespace {

constexpr std::string_view kReason =
    "here it would protect nothing; put the condition into a view, or run it with --target "
    "redshift";

constexpr Grammar kGrammars[] = {
    {.name = "CREATE RLS POLICY",
     .head = "CREATE RLS POLICY",
     .body = "[ IF NOT EXISTS ] object { WITH parens { AS name USING | USING | name USING } | "
             "USING } parens",
     .reason = kReason},
    {.name = "ALTER RLS POLICY",
     .head = "ALTER RLS POLICY",
     .body = "object USING parens",
     .reason = kReason},
    {.name = "DROP RLS POLICY",
     .head = "DROP RLS POLICY",
     .body = "[ IF EXISTS ] object [ CASCADE | RESTRICT ]",
     .reason = kReason},
    {.name = "ATTACH RLS POLICY",
     .head = "ATTACH RLS POLICY",
     .body = "object ON [ TABLE ] object ,.. TO <policy_target>",
     .reason = kReason},
    {.name = "DETACH RLS POLICY",
     .head = "DETACH RLS POLICY",
     .body = "object ON [ TABLE ] object ,.. FROM <policy_target>",
     .reason = kReason},
    {.name = "CREATE MASKING POLICY",
     .head = "CREATE MASKING POLICY",
     .body = "[ IF NOT EXISTS ] object WITH parens USING parens",
     .reason = kReason},
    {.name = "ALTER MASKING POLICY",
     .head = "ALTER MASKING POLICY",
     .body = "object USING parens",
     .reason = kReason},
    {.name = "DROP MASKING POLICY",
     .head = "DROP MASKING POLICY",
     .body = "[ IF EXISTS ] object [ CASCADE | RESTRICT ]",
     .reason = kReason},
    {.name = "ATTACH MASKING POLICY",
     .head = "ATTACH MASKING POLICY",
     .body = "object ON [ TABLE ] object parens [ USING parens ] TO <policy_target>"
             " [ PRIORITY number ]",
     .reason = kReason},
    {.name = "DETACH MASKING POLICY",
     .head = "DETACH MASKING POLICY",
     .body = "object ON [ TABLE ] object parens FROM <policy_target>",
     .reason = kReason},
    {.name = "ALTER TABLE … ROW LEVEL SECURITY",
     .head = "ALTER TABLE object ROW LEVEL SECURITY",
     .body = "{ ON | OFF } [ CONJUNCTION TYPE { AND | OR } ] [ FOR DATASHARES ]",
     .reason = kReason},
    {.name = "ALTER TABLE … MASKING",
     .head = "ALTER TABLE object MASKING",
     .body = "{ ON | OFF } [ CONJUNCTION TYPE { AND | OR } ] FOR DATASHARES",
     .reason = kReason},
};

}  // namespace

std::span<const Grammar> policy_grammars() { return kGrammars; }

}  // namespace darties::sql
