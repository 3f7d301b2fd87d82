#include <array>

#include "sql/translation/functions/registry.h"

// Functions that Redshift has and the embedded engine does not, each with the reason; and what other databases call
// things that Redshift has under another name.

namespace darties::sql {
namespace {

struct Refusal {
  std::string_view name;
  std::string_view reason;
};

constexpr std::string_view kSketch = "HLLSKETCH values; HLL(x) and APPROXIMATE COUNT run";
constexpr std::string_view kCluster = "it works on a cluster";
constexpr std::string_view kRights = "rights are recorded, not enforced";
constexpr std::string_view kAccount = "there is no AWS account behind the embedded engine";
constexpr std::string_view kModel = "machine learning models";
constexpr std::string_view kSpatial = "spatial values";
constexpr std::string_view kCatalogText = "the embedded engine keeps no such text";

constexpr std::string_view kNumberType =
    "a number in a SUPER does not tell decimals from floats here";

constexpr std::string_view kArrays = "unnest the array in FROM instead";

constexpr Refusal kRefusals[] = {
    {"array_contains", kArrays},
    {"array_distinct", kArrays},
    {"array_except", kArrays},
    {"array_intersection", kArrays},
    {"array_position", kArrays},
    {"array_positions", kArrays},
    {"array_sort", kArrays},
    {"array_union", kArrays},
    {"arrays_overlap", kArrays},
    {"hll_create_sketch", kSketch},
    {"hll_cardinality", kSketch},
    {"hll_combine", kSketch},
    {"hll_combine_sketches", kSketch},
    {"json_serialize_to_varbyte", "use JSON_SERIALIZE"},
    {"object_transform", "build the object with OBJECT and JSON_PARSE"},
    {"is_decimal", kNumberType},
    {"is_float", kNumberType},
    {"decimal_precision", kNumberType},
    {"decimal_scale", kNumberType},
    {"checksum", "its algorithm is not published; FNV_HASH, CRC32 and MD5 run"},
    {"change_query_priority", kCluster},
    {"change_session_priority", kCluster},
    {"change_user_priority", kCluster},
    {"pg_cancel_backend", kCluster},
    {"pg_terminate_backend", kCluster},
    {"reboot_cluster", kCluster},
    {"set_config", "use SET"},
    {"current_setting", "use SHOW"},
    {"current_schemas", "use SHOW search_path"},
    {"setseed", "use SET SEED"},
    {"current_aws_account", kAccount},
    {"current_namespace", kAccount},
    {"current_session_arn", kAccount},
    {"default_iam_role", kAccount},
    {"has_assumerole_privilege", kAccount},
    {"pg_get_grantee_by_iam_role", kAccount},
    {"pg_get_iam_role_by_user", kAccount},
    {"pg_get_session_roles", kRights},
    {"role_is_member_of", kRights},
    {"user_is_member_of", kRights},
    {"has_column_privilege", kRights},
    {"has_function_privilege", kRights},
    {"has_language_privilege", kRights},
    {"has_tablespace_privilege", kRights},
    {"pg_get_cols", "read pg_table_def or svv_columns"},
    {"pg_get_late_binding_view_cols", "read svv_columns"},
    {"pg_get_viewdef", "read pg_views"},
    {"pg_get_constraintdef", kCatalogText},
    {"pg_get_indexdef", "Redshift's tables have no indexes"},
    {"pg_get_ruledef", kCatalogText},
    {"pg_get_functiondef", "functions of users"},
    {"explain_model", kModel},
    {"geometrytype", kSpatial},
    {"addbbox", kSpatial},
    {"dropbbox", kSpatial},
    {"supportsbbox", kSpatial},
    {"generate_series",
     "it runs on the leader node only; join a table of numbers or WITH RECURSIVE"},
    {"localtime", "TIME values of the leader node"},
    {"isfinite", "it runs on the leader node only"},
    {"get_bit", "it runs on the leader node only; use GETBIT"},
    {"get_byte", "it runs on the leader node only"},
    {"set_bit", "it runs on the leader node only"},
    {"set_byte", "it runs on the leader node only"},
    {"to_ascii", "it runs on the leader node only"},
    {"age", "it runs on the leader node only; use DATEDIFF or MONTHS_BETWEEN"},
};

/// Whole families, by the beginning of their names.
constexpr Refusal kFamilies[] = {
    {"st_", kSpatial}, {"h3_", kSpatial}, {"hll_", kSketch}, {"ai_", kModel}};

constexpr Refusal kForeign[] = {
    {"string_agg", "LISTAGG"},
    {"group_concat", "LISTAGG"},
    {"array_agg", "LISTAGG, or SPLIT_TO_ARRAY of it"},
    {"ifnull", "NVL"},
    {"if", "CASE"},
    {"iif", "CASE"},
    {"iff", "CASE"},
    {"zeroifnull", "NVL(x, 0)"},
    {"div0", "x / NULLIF(y, 0)"},
    {"instr", "CHARINDEX or STRPOS"},
    {"locate", "CHARINDEX"},
    {"regexp_extract", "REGEXP_SUBSTR"},
    {"regexp_matches", "the operator ~"},
    {"regexp_like", "the operator ~"},
    {"contains", "CHARINDEX(…) > 0"},
    {"starts_with", "LIKE"},
    {"date_format", "TO_CHAR"},
    {"strftime", "TO_CHAR"},
    {"strptime", "TO_TIMESTAMP"},
    {"str_to_date", "TO_DATE"},
    {"parse_json", "JSON_PARSE"},
    {"json_extract", "JSON_EXTRACT_PATH_TEXT"},
    {"json_extract_string", "JSON_EXTRACT_PATH_TEXT"},
    {"json_value", "JSON_EXTRACT_PATH_TEXT"},
    {"to_json", "JSON_PARSE"},
    {"array_length", "GET_ARRAY_LENGTH"},
    {"array_size", "GET_ARRAY_LENGTH"},
    {"cardinality", "GET_ARRAY_LENGTH"},
    {"concat_ws", "the operator ||"},
    {"format", "the operator || and TO_CHAR"},
    {"printf", "the operator || and TO_CHAR"},
    {"timestampdiff", "DATEDIFF"},
    {"timestampadd", "DATEADD"},
    {"date_sub", "DATEADD with a negative number"},
    {"unix_timestamp", "EXTRACT(epoch FROM …)"},
    {"epoch", "EXTRACT(epoch FROM …)"},
    {"from_unixtime", "TIMESTAMP 'epoch' + x * INTERVAL '1 second'"},
    {"approx_count_distinct", "APPROXIMATE COUNT(DISTINCT x)"},
    {"countif", "SUM(CASE …)"},
    {"count_if", "SUM(CASE …)"},
    {"arg_max", "QUALIFY with ROW_NUMBER"},
    {"max_by", "QUALIFY with ROW_NUMBER"},
    {"unnest", "FROM t, t.column AS item"},
    {"sha256", "SHA2(x, 256)"},
    {"rand", "RANDOM"},
    {"uuid", "MD5 of something unique"},
    {"safe_cast", "TRY_CAST"},
    {"lcase", "LOWER"},
    {"ucase", "UPPER"},
    {"mid", "SUBSTRING"},
};

std::string_view find(std::span<const Refusal> list, std::string_view name) {
  for (const auto& entry : list) {
    if (entry.name == name) return entry.reason;
  }
  return {};
}

}  // namespace

std::optional<std::string_view> refusal_of(std::string_view name) {
  if (find_function(name) != nullptr) return std::nullopt;
  if (const auto reason = find(kRefusals, name); !reason.empty()) return reason;
  for (const auto& family : kFamilies) {
    if (name.starts_with(family.name)) return family.reason;
  }
  return std::nullopt;
}

std::string_view redshift_word_for(std::string_view foreign_name) {
  return find(kForeign, foreign_name);
}

}  // namespace darties::sql
