#include "sql/grammar/grammar.h"

// Functions, procedures, libraries and models of the user's own.

namespace darties::sql {
namespace {

constexpr std::string_view kCluster = "it needs a cluster: run it with --target redshift";
constexpr std::string_view kPipeline = "make its statements tasks of a pipeline instead";

constexpr Grammar kGrammars[] = {
    {.name = "CREATE FUNCTION",
     .head = "CREATE [ OR REPLACE ] FUNCTION",
     .body =
         "object parens RETURNS type { <volatility> | AS string | LANGUAGE { name | string } } ...",
     .reason = "write the expression where it is used, or in a view"},
    {.name = "DROP FUNCTION",
     .head = "DROP FUNCTION",
     .body = "[ IF EXISTS ] <routine> ,.. [ CASCADE | RESTRICT ]",
     .reason = "there are no functions of the user's own here"},
    {.name = "CREATE PROCEDURE",
     .head = "CREATE [ OR REPLACE ] PROCEDURE",
     .body = "object parens { NONATOMIC | AS string | LANGUAGE { name | string }"
             " | SECURITY { INVOKER | DEFINER } | <setting> } ...",
     .reason = kPipeline},
    {.name = "ALTER PROCEDURE",
     .head = "ALTER PROCEDURE",
     .body = "<routine> { RENAME TO name | OWNER TO name }",
     .reason = kPipeline},
    {.name = "DROP PROCEDURE",
     .head = "DROP PROCEDURE",
     .body = "[ IF EXISTS ] <routine> ,.. [ CASCADE | RESTRICT ]",
     .reason = kPipeline},
    {.name = "CALL", .head = "CALL", .body = "object parens", .reason = kPipeline},
    {.name = "CREATE LIBRARY",
     .head = "CREATE [ OR REPLACE ] LIBRARY",
     .body = "name LANGUAGE name <library_source>",
     .reason = kCluster},
    {.name = "DROP LIBRARY", .head = "DROP LIBRARY", .body = "name", .reason = kCluster},
    {.name = "CREATE MODEL",
     .head = "CREATE MODEL",
     .body = "[ IF NOT EXISTS ] object [ FROM { ( query ) | string | object } ]"
             " [ <model_clause> ... ]",
     .reason = kCluster},
    {.name = "DROP MODEL",
     .head = "DROP MODEL",
     .body = "[ IF EXISTS ] object",
     .reason = kCluster},
    {.name = "SHOW MODEL", .head = "SHOW MODEL", .body = "{ ALL | object }", .reason = kCluster},
    {.name = "SHOW PROCEDURE", .head = "SHOW PROCEDURE", .body = "<routine>", .reason = kPipeline},
    {.name = "COPY JOB",
     .head = "COPY JOB { LIST | RUN | SHOW | DROP | ALTER }",
     .body = "[ name ] [ AUTO { ON | OFF } ]",
     .reason = "schedule a pipeline instead"},
};

}  // namespace

std::span<const Grammar> routine_grammars() { return kGrammars; }

}  // namespace darties::sql
