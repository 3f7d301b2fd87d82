#include "sql/translation/functions/registry.h"

#include <gtest/gtest.h>

#include "base/text.h"

// The names are those of the chapters of Redshift's manual on SQL functions, each function once.

namespace darties::sql {
namespace {

constexpr std::string_view kManual =
    // leader node, aggregates, bits, conditions
    "current_schema current_schemas has_database_privilege has_schema_privilege "
    "has_table_privilege any_value avg count listagg max median min percentile_cont "
    "percentile_disc "
    "stddev_samp stddev_pop stddev sum var_samp var_pop variance bit_and bit_or bool_and bool_or "
    "coalesce decode greatest least nvl nvl2 nullif "
    // arrays, objects, JSON, SUPER
    "array array_concat array_contains array_distinct array_except array_flatten "
    "array_intersection "
    "array_position array_positions array_sort array_union arrays_overlap get_array_length "
    "split_to_array subarray get_number_attributes lower_attribute_names upper_attribute_names "
    "object object_transform can_json_parse is_valid_json is_valid_json_array json_array_length "
    "json_extract_array_element_text json_extract_path_text json_parse json_serialize "
    "json_serialize_to_varbyte decimal_precision decimal_scale is_array is_bigint is_boolean "
    "is_char "
    "is_decimal is_float is_integer is_object is_scalar is_smallint is_varchar json_size "
    "json_typeof "
    // formats, dates
    "text_to_int_alt text_to_numeric_alt to_char to_date to_number add_months convert_timezone "
    "date_cmp date_cmp_timestamp date_cmp_timestamptz date_part_year dateadd datediff date_part "
    "date_trunc extract getdate interval_cmp last_day months_between next_day timeofday "
    "timestamp_cmp timestamp_cmp_date timestamp_cmp_timestamptz timestamptz_cmp "
    "timestamptz_cmp_date timestamptz_cmp_timestamp timezone to_timestamp trunc now age isfinite "
    // hashes, sketches, numbers
    "checksum farmfingerprint64 func_sha1 fnv_hash md5 sha sha1 sha2 murmur3_32_hash hll "
    "hll_create_sketch hll_cardinality hll_combine hll_combine_sketches abs acos asin atan atan2 "
    "cbrt ceil ceiling cos cot degrees dexp dlog1 dlog10 exp floor ln log mod pi power radians "
    "random round sin sign sqrt tan "
    // texts, VARBYTE
    "ascii bpcharcmp btrim bttext_pattern_cmp char_length character_length charindex chr collate "
    "concat crc32 difference initcap left right len length lower lpad rpad ltrim octetindex "
    "octet_length position quote_ident quote_literal regexp_count regexp_instr regexp_replace "
    "regexp_substr repeat replace replicate reverse rtrim soundex split_part strpos strtol "
    "substring textlen translate upper from_hex from_varbyte getbit to_hex to_varbyte "
    // windows, system, models, spatial
    "cume_dist dense_rank first_value last_value lag lead nth_value ntile percent_rank rank "
    "ratio_to_report row_number change_query_priority change_session_priority change_user_priority "
    "current_setting pg_cancel_backend pg_terminate_backend reboot_cluster set_config "
    "current_aws_account current_database current_namespace current_session_arn current_user_id "
    "default_iam_role has_assumerole_privilege last_user_query_id pg_backend_pid pg_get_cols "
    "pg_get_grantee_by_iam_role pg_get_iam_role_by_user pg_get_late_binding_view_cols "
    "pg_get_session_roles pg_last_copy_count pg_last_copy_id pg_last_unload_count "
    "pg_last_unload_id pg_last_query_id role_is_member_of slice_num user_is_member_of version "
    "explain_model geometrytype st_distance st_asewkt h3_fromlonglat";

TEST(Functions, OfTheManualRunOrAreRefusedByName) {
  for (const std::string_view name : darties::split(kManual, ' ')) {
    EXPECT_NE(standing_of(name), FunctionStanding::kUnknown) << name;
  }
}

TEST(Functions, OfOtherDatabasesAreUnknown) {
  for (const auto name : {"string_agg", "list_value", "ifnull", "read_csv", "strftime", "epoch_ms"})
    EXPECT_EQ(standing_of(name), FunctionStanding::kUnknown) << name;
  EXPECT_EQ(redshift_word_for("string_agg"), "LISTAGG");
}

TEST(Functions, AreRefusedWithAReason) {
  EXPECT_EQ(refusal_of("st_within"), "spatial values");
  EXPECT_EQ(refusal_of("upper"), std::nullopt);
  EXPECT_EQ(standing_of("checksum"), FunctionStanding::kRefused);
}

}  // namespace
}  // namespace darties::sql
