#include <span>

#include "sql/translation/functions/registry.h"

namespace darties::sql {
namespace {

// Redshift has no default frame for these: with ORDER BY, the frame must be written.
void framed(Context& context, const ExpressionPtr& node) {
  const Window& window = *node->call->over;
  if (!window.order_by.empty() && window.frame.empty()) {
    context.fail(window.span.begin,
                 node->name +
                     " with an ORDER BY clause requires a frame clause: ROWS BETWEEN UNBOUNDED "
                     "PRECEDING AND UNBOUNDED FOLLOWING");
  }
}

constexpr FunctionRule window(std::string_view name, int min, int max,
                              void (*rewrite)(Context&, const ExpressionPtr&) = nullptr) {
  return {.name = name,
          .min_arguments = min,
          .max_arguments = max,
          .rewrite = rewrite,
          .window_only = true};
}

constexpr FunctionRule kRules[] = {
    window("row_number", 0, 0),
    window("rank", 0, 0),
    window("dense_rank", 0, 0),
    window("percent_rank", 0, 0),
    window("cume_dist", 0, 0),
    window("ntile", 1, 1),
    window("lag", 1, 2),
    window("lead", 1, 2),
    window("first_value", 1, 1, framed),
    window("last_value", 1, 1, framed),
    window("nth_value", 2, 2, framed),
};

}  // namespace

std::span<const FunctionRule> window_functions() { return kRules; }

}  // namespace darties::sql
