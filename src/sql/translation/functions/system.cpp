#include <span>

#include "sql/translation/functions/registry.h"

namespace darties::sql {
namespace {

void current_database(Context& context, const ExpressionPtr& call) {
  rewrite_to(context, *call, "'dev'");
}
void version(Context& context, const ExpressionPtr& call) {
  rewrite_to(context, *call,
             "'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 "
             "(Red Hat 3.4.2-6.fc3), "
             "Redshift 1.0.117891'");
}

// What a right is asked about must be there; rights themselves are recorded, not enforced.
constexpr std::string_view kAllowed = "(true)";

constexpr FunctionRule kRules[] = {
    {"current_schema", 0, 0},
    {"current_database", 0, 0, "", current_database},
    {"current_user_id", 0, 0, "CAST(100 AS INTEGER)"},
    {"version", 0, 0, "", version},
    {"slice_num", 0, 0, "CAST(0 AS INTEGER)"},
    {"pg_backend_pid", 0, 0},
    {"pg_last_copy_id", 0, 0},
    {"pg_last_copy_count", 0, 0},
    {"pg_last_unload_id", 0, 0},
    {"pg_last_unload_count", 0, 0},
    {"pg_last_query_id", 0, 0},
    {"last_user_query_id", 0, 0, "pg_last_query_id()"},
    {"pg_get_userbyid", 1, 1, "CASE WHEN $1 IS NOT NULL THEN 'awsuser' END"},
    {"pg_table_is_visible", 1, 1},
    {"pg_function_is_visible", 1, 1},
    {"pg_type_is_visible", 1, 1},
    {"pg_encoding_to_char", 1, 1, "CASE WHEN $1 = 6 THEN 'UTF8' ELSE '' END"},
    {"pg_get_expr", 2, 3},
    {"format_type", 2, 2},
    {"obj_description", 1, 2},
    {"col_description", 2, 2},
    {"has_database_privilege", 2, 3, kAllowed},
    {"has_schema_privilege", 2, 3, kAllowed},
    {"has_table_privilege", 2, 3, kAllowed},
};

}  // namespace

std::span<const FunctionRule> system_functions() { return kRules; }

}  // namespace darties::sql
