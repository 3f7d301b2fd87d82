#include <span>

#include "sql/translation/arithmetic.h"
#include "sql/translation/functions/registry.h"

namespace darties::sql {
namespace {

using Class = Operand::Class;

/// The whole call with another name: name(DISTINCT argument) OVER (…).
Fragment with_name(const Expression& call, std::string_view name, const Fragment& argument,
                   const Inner& inner) {
  Fragment result(std::string(name) + "(", call.name_span.begin);
  if (call.call->distinct) result.add("DISTINCT ", call.call->distinct_span.begin);
  result.add(argument).add(")", call.call->arguments.end);
  if (call.call->over) result.add(" ", call.span.begin).add(inner(call.call->over->span));
  return result;
}

// SUM of integers is a BIGINT; DuckDB's is a HUGEINT.
void sum(Context& context, const ExpressionPtr& node) {
  const auto argument = context.typed(node->children[0]);
  context.edits.rewrite(node->span, [&context, node, argument](const Inner& inner) {
    const Fragment call = with_name(*node, "sum", context.render(argument, inner), inner);
    if (context.operand(argument).type_class != Class::kInteger) return call;
    return Fragment("CAST(", node->span.begin).add(call).add(" AS BIGINT)", node->span.end);
  });
}

// AVG of integers is a BIGINT, truncated; of DECIMAL(p,s) a DECIMAL(38,s). DuckDB's is a DOUBLE.
void avg(Context& context, const ExpressionPtr& node) {
  const auto argument = context.typed(node->children[0]);
  context.edits.rewrite(node->span, [&context, node, argument](const Inner& inner) {
    const Fragment text = context.render(argument, inner);
    const Operand operand = context.operand(argument);
    if (operand.type_class != Class::kInteger && operand.type_class != Class::kDecimal) {
      return with_name(*node, "avg", text, inner);
    }
    const Fragment total = with_name(*node, "sum", text, inner);
    const Fragment count = with_name(*node, "count", text, inner);
    if (operand.type_class == Class::kInteger) {
      return Fragment("CAST(", node->span.begin)
          .add(total)
          .add(" // ", node->span.begin)
          .add(count)
          .add(" AS BIGINT)", node->span.end);
    }
    return Fragment(fmt::format("darties_divide_{}(", operand.scale), node->span.begin)
        .add(total)
        .add(", nullif(", node->span.begin)
        .add(count)
        .add(", 0))", node->span.end);
  });
}

void count(Context& context, const ExpressionPtr& node) {
  const CallDetails& details = *node->call;
  if (!details.approximate) return;
  if (!details.distinct || details.over)
    context.fail(node->span.begin, "APPROXIMATE COUNT needs DISTINCT and no OVER");
  rewrite_to(context, *node, "approx_count_distinct($1)");
}

// LISTAGG skips NULLs and empty strings. Sorting goes inside of DuckDB's parentheses.
void listagg(Context& context, const ExpressionPtr& node) {
  const Expression& call = *node;
  context.edits.rewrite(call.span, [node](const Inner& inner) {
    const CallDetails& details = *node->call;
    Fragment result("string_agg(", node->name_span.begin);
    if (details.distinct) result.add("DISTINCT ", details.distinct_span.begin);
    result.add("CAST(", node->span.begin)
        .add(inner(node->children[0]->span))
        .add(" AS VARCHAR), ", node->span.begin);
    if (node->children.size() > 1) {
      result.add(inner(node->children[1]->span));
    } else {
      result.add("''", node->span.begin);
    }
    for (std::size_t i = 0; i < details.within_group.size(); ++i) {
      result.add(i == 0 ? " ORDER BY " : ", ", details.within_group_span.begin);
      result.add(inner(details.within_group[i].span));
    }
    result.add(") FILTER (WHERE CAST(", node->span.begin).add(inner(node->children[0]->span));
    result.add(" AS VARCHAR) <> '')", node->span.end);
    if (details.over) result.add(" ", node->span.end).add(inner(details.over->span));
    return result;
  });
}

void percentile(Context& context, const ExpressionPtr& node) {
  if (node->call->within_group.empty())
    context.fail(node->span.begin, node->name + " needs WITHIN GROUP (ORDER BY …)");
  if (node->call->over) context.refuse(node->span.begin, node->name + " with OVER");
  if (node->call->approximate) context.edits.replace(node->call->approximate_span, "");
  if (node->name == "percentile_cont")
    interpolate_exactly(context, node->call->within_group[0].value);
}

void median(Context& context, const ExpressionPtr& node) {
  interpolate_exactly(context, node->children[0]);
}

// x / SUM(x) as DOUBLE.
void ratio_to_report(Context& context, const ExpressionPtr& node) {
  context.edits.rewrite(node->span, [node](const Inner& inner) {
    const Fragment argument = inner(node->children[0]->span);
    return Fragment("(CAST(", node->span.begin)
        .add(argument)
        .add(" AS DOUBLE) / CAST(", node->span.begin)
        .add(with_name(*node, "sum", argument, inner))
        .add(" AS DOUBLE))", node->span.end);
  });
}

constexpr FunctionRule aggregate(std::string_view name, std::string_view duckdb = "") {
  return {name, 1, 1, duckdb, nullptr, "", true, false};
}
constexpr FunctionRule window(std::string_view name, int min, int max) {
  return {name, min, max, "", nullptr, "", false, true};
}

constexpr FunctionRule kRules[] = {
    {"count", 1, 1, "", count, "", true, false},
    {"sum", 1, 1, "", sum, "", true, false},
    {"avg", 1, 1, "", avg, "", true, false},
    aggregate("min"),
    aggregate("max"),
    aggregate("any_value"),
    aggregate("bool_and"),
    aggregate("bool_or"),
    aggregate("bit_and"),
    aggregate("bit_or"),
    aggregate("stddev"),
    aggregate("stddev_samp"),
    aggregate("stddev_pop"),
    aggregate("variance"),
    aggregate("var_samp"),
    aggregate("var_pop"),
    {"median", 1, 1, "", median, "", true, false},
    {"listagg", 1, 2, "", listagg, "", true, false},
    {"percentile_cont", 1, 1, "", percentile, "", true, false},
    {"percentile_disc", 1, 1, "", percentile, "", true, false},
    {"ratio_to_report", 1, 1, "", ratio_to_report, "", false, true},
    window("row_number", 0, 0),
    window("rank", 0, 0),
    window("dense_rank", 0, 0),
    window("percent_rank", 0, 0),
    window("cume_dist", 0, 0),
    window("ntile", 1, 1),
    window("lag", 1, 3),
    window("lead", 1, 3),
    window("first_value", 1, 1),
    window("last_value", 1, 1),
    window("nth_value", 2, 2),
    {"grouping", 1, -1},
    {"rollup", 1, -1},
    {"cube", 1, -1},
};

}  // namespace

std::span<const FunctionRule> aggregate_functions() { return kRules; }

}  // namespace darties::sql
