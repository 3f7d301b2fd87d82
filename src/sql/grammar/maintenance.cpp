#include "sql/grammar/grammar.h"

// Statements that keep a cluster's tables in order, and others with nothing to do on the embedded engine.

namespace darties::sql {
namespace {

using Outcome = Grammar::Outcome;

constexpr std::string_view kAnalyze =
    "[ VERBOSE ] { { PREDICATE | ALL } COLUMNS | [ object [ parens ] ] [ { PREDICATE | ALL } "
    "COLUMNS ] }";

constexpr Grammar kGrammars[] = {
    {.name = "VACUUM",
     .head = "VACUUM",
     .body = "[ FULL | SORT ONLY | DELETE ONLY | REINDEX | RECLUSTER ] [ object ]"
             " [ TO number PERCENT ] [ BOOST ]",
     .outcome = Outcome::kNoEffect,
     .forbidden_in_transaction = true},
    {.name = "ANALYZE", .head = "ANALYZE", .body = kAnalyze, .outcome = Outcome::kNoEffect},
    {.name = "ANALYZE", .head = "ANALYSE", .body = kAnalyze, .outcome = Outcome::kNoEffect},
    {.name = "LOCK TABLE",
     .head = "LOCK",
     .body = "[ TABLE ] object ,..",
     .outcome = Outcome::kNoEffect},
    {.name = "CANCEL",
     .head = "CANCEL",
     .body = "number [ string ]",
     .reason = "interrupt the program that runs the statement"},
    {.name = "COMMENT",
     .head = "COMMENT ON",
     .body = "{ CONSTRAINT name:constraint ON object:table | COLUMN:kind object:object"
             " | { FUNCTION | PROCEDURE } <routine> | DATABASE:kind name:object"
             " | SCHEMA:kind object:object | TABLE:kind object:object | VIEW:kind object:object"
             " | MATERIALIZED VIEW object:object }"
             " IS { string:text | NULL }",
     .outcome = Outcome::kRecorded},
    {.name = "SET",
     .head = "SET { TRANSACTION | SESSION CHARACTERISTICS AS TRANSACTION }",
     .body = "[ { ISOLATION LEVEL { SERIALIZABLE | SNAPSHOT | READ COMMITTED | READ UNCOMMITTED"
             " | REPEATABLE READ } | READ { ONLY | WRITE } | , } ... ]",
     .outcome = Outcome::kNoEffect},
};

}  // namespace

std::span<const Grammar> maintenance_grammars() { return kGrammars; }

}  // namespace darties::sql
