#include <algorithm>
#include <span>

#include "sql/translation/functions/registry.h"

// Functions over SUPER, which is JSON in DuckDB: arrays become lists of JSON and back.

namespace darties::sql {
namespace {

constexpr std::string_view kConcat =
    "CASE WHEN json_type($1) = 'ARRAY' AND json_type($2) = 'ARRAY' THEN "
    "to_json(list_concat(CAST($1 AS JSON[]), CAST($2 AS JSON[]))) END";
/// Only what is made of SUPER values grows without end.
bool holds_super(const Context& context, const Expression& call) {
  return std::any_of(call.children.begin(), call.children.end(), [&](const auto& argument) {
    return traits_of(context, *argument).may_be_super;
  });
}

/// array(1, 'a', …) and object('key', value, …).
void constructor(Context& context, const ExpressionPtr& node) {
  if (node->name == "object" && node->children.size() % 2 != 0)
    context.fail(node->span.begin, "object takes pairs of a key and a value");
  const std::string maker = node->name == "array" ? "json_array(" : "json_object(";
  const bool grows = holds_super(context, *node);
  const std::string pattern = (grows ? "CAST(darties_limited_super(CAST(" : "CAST(") + maker;
  const std::string end = grows ? ") AS VARCHAR)) AS JSON)" : ") AS JSON)";
  std::vector<Span> arguments;
  for (const auto& argument : node->children) arguments.push_back(argument->span);
  context.edits.rewrite(node->span, [node, arguments, pattern, end](const Inner& inner) {
    Fragment result(pattern, node->span.begin);
    for (std::size_t i = 0; i < arguments.size(); ++i)
      result.add(i == 0 ? "" : ", ", arguments[i].begin).add(inner(arguments[i]));
    return result.add(end, node->span.end);
  });
}

void array_concat(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node,
             fmt::format("CAST(darties_limited_super(CAST({} AS VARCHAR)) AS JSON)", kConcat));
}

void split_to_array(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node,
             node->children.size() == 2
                 ? "CAST(to_json(string_split(CAST($1 AS VARCHAR), $2)) AS JSON)"
                 : "CAST(to_json(string_split(CAST($1 AS VARCHAR), ',')) AS JSON)");
}

// The length may be left out; positions count from 0.
void subarray(Context& context, const ExpressionPtr& node) {
  const std::string end = node->children.size() == 3 ? "$2 + $3" : "NULL";
  rewrite_to(
      context, *node,
      "CASE WHEN json_type($1) = 'ARRAY' THEN to_json(list_slice(CAST($1 AS JSON[]), $2 + 1, " +
          end + ")) END");
}

constexpr std::string_view kFlatten =
    "CASE WHEN json_type($1) = 'ARRAY' THEN to_json(flatten(list_transform(CAST($1 AS JSON[]), "
    "lambda x: CASE WHEN json_type(x) = 'ARRAY' THEN CAST(x AS JSON[]) ELSE [x] END))) END";
constexpr std::string_view kTypeof =
    "CASE json_type($1) WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'VARCHAR' THEN "
    "'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'NULL' THEN 'null' WHEN NULL THEN NULL ELSE "
    "CASE WHEN $1 IS NULL THEN NULL ELSE 'number' END END";
constexpr std::string_view kIsScalar = "(json_type($1) NOT IN ('ARRAY', 'OBJECT', 'NULL'))";
constexpr std::string_view kLength =
    "CASE WHEN json_type($1) = 'ARRAY' THEN CAST(json_array_length($1) AS INTEGER) END";

constexpr std::string_view kIsSmallint =
    "(json_type($1) IN ('BIGINT', 'UBIGINT') AND TRY_CAST(CAST($1 AS VARCHAR) AS SMALLINT) IS NOT "
    "NULL)";
constexpr std::string_view kIsInteger =
    "(json_type($1) IN ('BIGINT', 'UBIGINT') AND TRY_CAST(CAST($1 AS VARCHAR) AS INTEGER) IS NOT "
    "NULL)";
constexpr std::string_view kIsBigint =
    "(json_type($1) IN ('BIGINT', 'UBIGINT') AND TRY_CAST(CAST($1 AS VARCHAR) AS BIGINT) IS NOT "
    "NULL)";

constexpr FunctionRule kRules[] = {
    {"array", 0, -1, "", constructor},
    {"object", 0, -1, "", constructor},
    {"array_concat", 2, 2, "", array_concat},
    {"array_flatten", 1, 1, kFlatten},
    {"get_array_length", 1, 1, kLength},
    {"split_to_array", 1, 2, "", split_to_array},
    {"subarray", 2, 3, "", subarray},
    {"get_number_attributes", 1, 1,
     "CASE WHEN json_type($1) = 'OBJECT' THEN CAST(len(json_keys($1)) AS INTEGER) END"},
    {"lower_attribute_names", 1, 1, "CAST(darties_json_lower_names(CAST($1 AS VARCHAR)) AS JSON)"},
    {"upper_attribute_names", 1, 1, "CAST(darties_json_upper_names(CAST($1 AS VARCHAR)) AS JSON)"},
    {"json_serialize", 1, 1, "darties_limited(CAST(json($1) AS VARCHAR))"},
    {"json_typeof", 1, 1, kTypeof},
    {"json_size", 1, 1, "CAST(strlen(CAST(json($1) AS VARCHAR)) AS INTEGER)"},
    {"is_array", 1, 1, "(json_type($1) = 'ARRAY')"},
    {"is_object", 1, 1, "(json_type($1) = 'OBJECT')"},
    {"is_scalar", 1, 1, kIsScalar},
    {"is_boolean", 1, 1, "(json_type($1) = 'BOOLEAN')"},
    {"is_char", 1, 1, "(json_type($1) = 'VARCHAR')"},
    {"is_varchar", 1, 1, "(json_type($1) = 'VARCHAR')"},
    {"is_smallint", 1, 1, kIsSmallint},
    {"is_integer", 1, 1, kIsInteger},
    {"is_bigint", 1, 1, kIsBigint},
};

}  // namespace

std::span<const FunctionRule> super_functions() { return kRules; }

}  // namespace darties::sql
