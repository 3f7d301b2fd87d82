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
             "Redshift 1.0.0 (darties)'");
}

constexpr FunctionRule kRules[] = {
    {"current_schema", 0, 0},       {"current_database", 0, 0, "", current_database},
    {"version", 0, 0, "", version}, {"pg_backend_pid", 0, 0},
    {"pg_last_copy_id", 0, 0},      {"pg_last_copy_count", 0, 0},
    {"pg_last_unload_id", 0, 0},    {"pg_last_unload_count", 0, 0},
    {"pg_last_query_id", 0, 0},
};

}  // namespace

std::span<const FunctionRule> system_functions() { return kRules; }

}  // namespace darties::sql
