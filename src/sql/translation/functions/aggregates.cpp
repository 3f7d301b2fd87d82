#include <span>

#include "sql/translation/arithmetic.h"
#include "sql/translation/conversion.h"
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
class Listagg {
 public:
  Listagg(Context& context, const ExpressionPtr& node)
      : context_(&context), node_(node), value_(context.typed(node->children[0])) {}

  Fragment operator()(const Inner& inner) const {
    const bool distinct = node_->call->distinct;
    if (distinct && !node_->call->within_group.empty()) {
      if (is_number()) return of_numbers(inner);
      if (context_->operand(value_).type_class == Class::kFloat)
        context_->refuse(place(), "LISTAGG of different floats in an order");
    }
    Fragment result("darties_listagg(string_agg(", place());
    if (distinct) result.add("DISTINCT ", place());
    const Fragment text = as_text_argument(inner);
    result.add(text).add(", ", place()).add(delimiter(inner)).add(order(inner, text));
    result.add(") FILTER (WHERE ", place()).add(text).add(" <> '')", place());
    return result.add(over(inner)).add(")", node_->span.end);
  }

 private:
  std::size_t place() const { return node_->span.begin; }

  bool is_number() const {
    const Class type_class = context_->operand(value_).type_class;
    return type_class == Class::kInteger || type_class == Class::kDecimal;
  }

  Fragment as_text_argument(const Inner& inner) const {
    const Operand operand = context_->operand(value_);
    const Fragment text = context_->render(value_, inner);
    if (operand.type_class == Class::kText) return text;
    const Coercion around = as_text(operand);
    return Fragment(around.before, place()).add(text).add(around.after, place());
  }

  Fragment delimiter(const Inner& inner) const {
    return node_->children.size() > 1 ? inner(node_->children[1]->span) : Fragment("''", place());
  }

  /// DuckDB knows the argument in ORDER BY by its text only.
  Fragment order(const Inner& inner, const Fragment& argument) const {
    Fragment result;
    const auto written = context_->text_of(node_->children[0]->span);
    for (const auto& key : node_->call->within_group) {
      result.add(result.text().empty() ? " ORDER BY " : ", ", place());
      if (node_->call->distinct && context_->text_of(key.value->span) == written) {
        result.add(argument).add(inner({key.value->span.end, key.span.end}));
      } else {
        result.add(inner(key.span));
      }
    }
    return result;
  }

  Fragment over(const Inner& inner) const {
    if (!node_->call->over) return {};
    return Fragment(" ", place()).add(inner(node_->call->over->span));
  }

  /// Different numbers are sorted as numbers before they become texts.
  Fragment of_numbers(const Inner& inner) const {
    const Fragment value = context_->render(value_, inner);
    return Fragment("darties_listagg(array_to_string(list(DISTINCT ", place())
        .add(value)
        .add(order(inner, value))
        .add(") FILTER (WHERE ", place())
        .add(value)
        .add(" IS NOT NULL)", place())
        .add(over(inner))
        .add(", ", place())
        .add(delimiter(inner))
        .add("))", node_->span.end);
  }

  Context* context_;
  ExpressionPtr node_;
  Context::Typed value_;
};

void listagg(Context& context, const ExpressionPtr& node) {
  if (node->call->over && !node->call->over->order_by.empty())
    context.fail(node->call->over->span.begin, "listagg takes no ORDER BY in OVER");
  context.edits.rewrite(node->span, Listagg(context, node));
}

/// quantile_cont(x, p) OVER (…): DuckDB has no WITHIN GROUP beside OVER.
void window_percentile(Context& context, const ExpressionPtr& node) {
  const SortKey& key = node->call->within_group[0];
  if (!node->call->over->order_by.empty())
    context.fail(node->call->over->span.begin, node->name + " takes no ORDER BY in OVER");
  const bool continuous = node->name == "percentile_cont";
  if (key.descending && !continuous)
    context.refuse(node->span.begin, "PERCENTILE_DISC of a descending order with OVER");
  if (continuous) interpolate_exactly(context, key.value);
  const std::string fraction = key.descending ? ", 1 - (" : ", (";
  context.edits.rewrite(node->span, [node, continuous, fraction](const Inner& inner) {
    return Fragment(continuous ? "quantile_cont(" : "quantile_disc(", node->name_span.begin)
        .add(inner(node->call->within_group[0].value->span))
        .add(fraction, node->span.begin)
        .add(inner(node->children[0]->span))
        .add(")) ", node->span.begin)
        .add(inner(node->call->over->span));
  });
}

// PERCENTILE_DISC is an aggregate behind APPROXIMATE only, and exact here.
void percentile(Context& context, const ExpressionPtr& node) {
  const CallDetails& details = *node->call;
  if (details.within_group.size() != 1)
    context.fail(node->span.begin, node->name + " needs WITHIN GROUP (ORDER BY …) with one value");
  if (details.over) return window_percentile(context, node);
  if (node->name == "percentile_disc" && !details.approximate)
    context.fail(node->span.begin, "percentile_disc needs OVER, or APPROXIMATE before it");
  if (details.approximate) context.edits.replace(details.approximate_span, "");
  if (node->name == "percentile_cont") interpolate_exactly(context, details.within_group[0].value);
}

void median(Context& context, const ExpressionPtr& node) {
  interpolate_exactly(context, node->children[0]);
}

// HLL(x) estimates how many different values there are.
void hll(Context& context, const ExpressionPtr& node) {
  if (node->call->over || node->call->distinct)
    context.fail(node->span.begin, "hll takes one value");
  rewrite_to(context, *node, "approx_count_distinct($1)");
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
    {"hll", 1, 1, "", hll, "", true, false},
    {"percentile_cont", 1, 1, "", percentile, "", true, false},
    {"percentile_disc", 1, 1, "", percentile, "", true, false},
    {"ratio_to_report", 1, 1, "", ratio_to_report, "", false, true},
    {"grouping", 1, -1},
    {"rollup", 1, -1},
    {"cube", 1, -1},
};

}  // namespace

std::span<const FunctionRule> aggregate_functions() { return kRules; }

}  // namespace darties::sql
