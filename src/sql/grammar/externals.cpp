#include "sql/grammar/grammar.h"

// What lies outside of the warehouse: external schemas, tables, views, functions and models.

namespace darties::sql {
namespace {

constexpr std::string_view kCluster = "it needs a cluster: run it with --target redshift";
constexpr std::string_view kFiles = "load the files with COPY instead";

constexpr Grammar kGrammars[] = {
    {.name = "CREATE EXTERNAL SCHEMA",
     .head = "CREATE EXTERNAL SCHEMA",
     .body = "[ IF NOT EXISTS ] name [ AUTHORIZATION name ]"
             " FROM { DATA CATALOG | CATALOG | HIVE METASTORE | POSTGRES | MYSQL | KINESIS | KAFKA"
             " | MSK | REDSHIFT } [ <source_option> ... ]",
     .reason = kCluster},
    {.name = "ALTER EXTERNAL SCHEMA",
     .head = "ALTER EXTERNAL SCHEMA",
     .body = "name { OWNER TO name | RENAME TO name | [ SET ] <source_option> ... }",
     .reason = kCluster},
    {.name = "CREATE EXTERNAL TABLE",
     .head = "CREATE EXTERNAL TABLE",
     .body = "[ IF NOT EXISTS ] object [ parens ] [ <external_clause> ... ] [ AS query ]",
     .reason = kFiles},
    {.name = "CREATE EXTERNAL VIEW",
     .head = "CREATE EXTERNAL VIEW",
     .body = "[ IF NOT EXISTS ] object [ parens ]"
             " [ { CATALOG name | VIEW DEFINER | PROTECTED } ... ] AS { query | string }",
     .reason = kCluster},
    {.name = "ALTER EXTERNAL VIEW",
     .head = "ALTER EXTERNAL VIEW",
     .body = "object [ FORCE ] { AS { query | string } | REMOVE DEFINITION }",
     .reason = kCluster},
    {.name = "DROP EXTERNAL VIEW",
     .head = "DROP EXTERNAL VIEW",
     .body = "object [ IF EXISTS ]",
     .reason = kCluster},
    {.name = "CREATE EXTERNAL FUNCTION",
     .head = "CREATE [ OR REPLACE ] EXTERNAL FUNCTION",
     .body = "object parens RETURNS type [ <volatility> ] { LAMBDA string | SAGEMAKER string }"
             " { <iam_role> | RETRY_TIMEOUT number | MAX_BATCH_ROWS number"
             " | MAX_BATCH_SIZE number [ KB | MB ] } ...",
     .reason = kCluster},
    {.name = "CREATE EXTERNAL MODEL",
     .head = "CREATE EXTERNAL MODEL",
     .body = "object FUNCTION object <iam_role> MODEL_TYPE name [ SETTINGS parens ]",
     .reason = kCluster},
    {.name = "DROP EXTERNAL DATABASE",
     .head = "DROP EXTERNAL DATABASE",
     .body = "name [ CASCADE | RESTRICT ]",
     .reason = kCluster},
    {.name = "ALTER TABLE of an external table",
     .head = "ALTER TABLE object { ADD [ IF NOT EXISTS ] PARTITION | DROP [ IF EXISTS ] PARTITION"
             " | PARTITION }",
     .body = "parens [ LOCATION string | SET LOCATION string ]"
             " [ { [ PARTITION ] parens LOCATION string } ... ]",
     .reason = kFiles},
    {.name = "ALTER TABLE of an external table",
     .head = "ALTER TABLE object SET",
     .body = "{ LOCATION string | FILE FORMAT <stored_as>"
             " | { TABLE PROPERTIES | TBLPROPERTIES } parens }",
     .reason = kFiles},
};

}  // namespace

std::span<const Grammar> external_grammars() { return kGrammars; }

}  // namespace darties::sql
