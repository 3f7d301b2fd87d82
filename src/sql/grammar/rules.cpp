#include <map>

#include "base/error.h"
#include "sql/grammar/pattern.h"

// Clauses that several statements share.

namespace darties::sql {
namespace {

struct Rule {
  std::string_view name;
  std::string_view pattern;
};

constexpr Rule kRules[] = {
    // ---- authorization, as COPY takes it
    {"iam_role", "IAM_ROLE { DEFAULT | string }"},
    {"authorization",
     "{ <iam_role> | [ WITH ] CREDENTIALS [ AS ] string"
     " | ACCESS_KEY_ID [ AS ] string SECRET_ACCESS_KEY [ AS ] string [ SESSION_TOKEN [ AS ] string "
     "] }"},

    // ---- external tables
    {"row_format",
     "{ SERDE string [ WITH SERDEPROPERTIES parens ]"
     " | DELIMITED [ { { FIELDS | LINES | KEYS } TERMINATED BY string | MAP KEYS TERMINATED BY "
     "string"
     " | COLLECTION ITEMS TERMINATED BY string | ESCAPED BY string | NULL DEFINED AS string } ... "
     "] }"},
    {"stored_as",
     "{ INPUTFORMAT string OUTPUTFORMAT string"
     " | PARQUET | RCFILE | SEQUENCEFILE | TEXTFILE | ORC | AVRO | ION | JSON | OPENX | name }"},
    {"external_clause",
     "{ PARTITIONED BY parens | ROW FORMAT <row_format> | STORED AS <stored_as> | LOCATION string"
     " | USING ICEBERG | { TABLE PROPERTIES | TBLPROPERTIES } parens }"},
    {"source_option",
     "{ DATABASE { string | name } | SCHEMA { string | name } | REGION [ AS ] string | URI string"
     " | PORT number | IAM_ROLE { DEFAULT | SESSION | string } | SECRET_ARN string"
     " | CATALOG_ROLE { SESSION | string } | CATALOG_ID string | CLUSTER_ARN string"
     " | AUTHENTICATION_ARN string | AUTHENTICATION { NONE | IAM | MTLS }"
     " | CREATE EXTERNAL DATABASE [ IF NOT EXISTS ] }"},

    // ---- datashares
    {"namespace", "{ ACCOUNT string [ NAMESPACE string ] | NAMESPACE string }"},
    {"publicly", "[ SET ] PUBLICACCESSIBLE [ = ] { TRUE | FALSE }"},
    {"routine", "object [ parens ]"},

    // ---- databases
    {"refresh",
     "{ REFRESH_INTERVAL [ = ] number | QUERY_ALL_STATES [ = ] { TRUE | FALSE }"
     " | TRUNCATECOLUMNS [ = ] { TRUE | FALSE } | ACCEPTINVCHARS [ = ] { TRUE | FALSE }"
     " | HISTORY_MODE [ = ] { TRUE | FALSE } }"},
    {"collation", "{ CASE_SENSITIVE | CASE_INSENSITIVE | CS | CI }"},
    {"database_option",
     "{ OWNER [ = ] name | CONNECTION LIMIT [ = ] { number | UNLIMITED } | COLLATE [ = ] "
     "<collation>"
     " | ISOLATION LEVEL { SERIALIZABLE | SNAPSHOT } | FROM DATASHARE name [ OF <namespace> ]"
     " | FROM ARN string | FROM INTEGRATION string | DATABASE { string | name }"
     " | NO DATA CATALOG SCHEMA [ [ = ] value ] | DATA CATALOG SCHEMA [ [ = ] value ] | PERMISSIONS"
     " | SET <refresh> ,.. | <iam_role> | WITH"
     " | { TEMPLATE | ENCODING | TABLESPACE | LC_COLLATE | LC_CTYPE | ALLOW_CONNECTIONS | "
     "IS_TEMPLATE"
     " | STRATEGY | LOCALE } [ = ] value }"},

    // ---- routines
    {"volatility", "{ VOLATILE | STABLE | IMMUTABLE }"},
    {"library_source", "FROM string [ <authorization> ] [ REGION [ AS ] string ]"},
    {"model_clause",
     "{ TARGET name | FUNCTION object [ parens ] | RETURNS type | SAGEMAKER string [ : string ]"
     " | <iam_role> | AUTO { ON | OFF } | MODEL_TYPE { string | name } | PROBLEM_TYPE { parens | "
     "name }"
     " | OBJECTIVE { string | parens | name } | PREPROCESSORS string"
     " | HYPERPARAMETERS DEFAULT [ EXCEPT parens ] | SETTINGS parens | RETRY_TIMEOUT number"
     " | MAX_BATCH_ROWS number | HORIZON number | FREQUENCY string | TIME_COLUMN name }"},
    {"setting", "SET name [ . name ] { TO | = } { DEFAULT | value ,.. }"},

    // ---- policies
    {"policy_target", "{ PUBLIC | ROLE role | name } ,.."},

    // ---- users and groups
    {"password", "[ ENCRYPTED | UNENCRYPTED ] PASSWORD { DISABLE | NULL | string }"},
    {"user_option",
     "{ CREATEDB:option | NOCREATEDB:option | CREATEUSER:option | NOCREATEUSER:option"
     " | SYSLOG ACCESS { RESTRICTED | UNRESTRICTED } | IN GROUP name:group ,.. | <password>"
     " | VALID UNTIL value:valid_until | CONNECTION LIMIT { number:limit | UNLIMITED:limit }"
     " | SESSION TIMEOUT number | EXTERNALID { string | name }"
     // What PostgreSQL knows beside these, which Redshift reads.
     " | SUPERUSER | NOSUPERUSER | CREATEROLE | NOCREATEROLE | INHERIT | NOINHERIT | LOGIN | "
     "NOLOGIN"
     " | REPLICATION | NOREPLICATION | BYPASSRLS | NOBYPASSRLS | SYSID number"
     " | { IN ROLE | ROLE | ADMIN | USER } name ,.. }"},
    {"user_change",
     "{ RENAME TO name:new_name | RESET SESSION TIMEOUT | RESET { ALL | object }"
     " | SET object { FROM CURRENT | { TO | = } { DEFAULT | value ,.. } }"
     " | [ WITH ] <user_option> ... }"},

    // ---- privileges
    {"privilege",
     "{ ALL:privilege [ PRIVILEGES ] [ parens ]"
     " | CREATE OR REPLACE [ EXTERNAL ] { FUNCTION | PROCEDURE | VIEW }"
     " | { CREATE | ALTER | DROP | TRUNCATE } { USER | SCHEMA | TABLE | EXTERNAL FUNCTION | "
     "FUNCTION"
     " | PROCEDURE | VIEW | MODEL | DATASHARE | LIBRARY | ROLE | DATABASE | GROUP | DEFAULT "
     "PRIVILEGES"
     " | IDENTITY PROVIDER | MASKING POLICY | RLS POLICY }"
     " | ACCESS { CATALOG | SYSTEM TABLE } | { EXPLAIN | IGNORE } { RLS | MASKING }"
     " | { ATTACH | DETACH } { RLS | MASKING } POLICY | VACUUM | ANALYZE | CANCEL"
     " | { SELECT:privilege | INSERT:privilege | UPDATE:privilege | DELETE:privilege | "
     "DROP:privilege"
     " | REFERENCES:privilege | ALTER:privilege | TRUNCATE:privilege | CREATE:privilege"
     " | TEMPORARY:privilege | TEMP:privilege | USAGE:privilege | EXECUTE:privilege | SHARE"
     " | RULE:privilege | TRIGGER:privilege | MANAGE | MONITOR } [ parens ] }"},
    {"objects",
     "{ ALL { TABLES | FUNCTIONS | PROCEDURES | MODELS } IN SCHEMA object:all_in_schema ,.."
     " | EXTERNAL { TABLE | COLUMN | SCHEMA } <routine> ,.. | DATABASE:kind object:object ,.."
     " | SCHEMA:kind object:object ,.. | { FUNCTION:kind | PROCEDURE:kind } <named_routine> ,.."
     " | LANGUAGE:kind name:object ,.. | MODEL:kind object:object ,.. | COPY JOB name ,.."
     " | TABLE object:object ,.. | VIEW object:object ,.. | object:object ,.. }"},
    {"named_routine", "object:object [ parens ]"},
    {"grantee",
     "{ PUBLIC:public | GROUP name:group | ROLE role:role | IAM_ROLE string"
     " | { RLS | MASKING } POLICY name | name:user } [ WITH { GRANT | ADMIN } OPTION:option ]"},
    {"scope", "IN { SCHEMA name [ DATABASE name ] | DATABASE name }"},
    {"scoped_kind",
     "{ SCHEMAS | TABLES | FUNCTIONS | PROCEDURES | LANGUAGES | COPY JOBS | MODELS | VIEWS }"},
    {"assumed", "{ ALL | DEFAULT | string ,.. }"},
    {"assumed_for", "{ ALL | COPY | UNLOAD | EXTERNAL FUNCTION | CREATE MODEL } ,.."},
};

}  // namespace

const Pattern& rule(std::string_view name) {
  static const std::map<std::string_view, Pattern> kAll = [] {
    std::map<std::string_view, Pattern> all;
    for (const auto& known : kRules) all.emplace(known.name, Pattern(known.pattern));
    return all;
  }();
  const auto found = kAll.find(name);
  if (found == kAll.end()) throw Error(ErrorKind::kBug, "no rule of the grammar: {}", name);
  return found->second;
}

}  // namespace darties::sql
