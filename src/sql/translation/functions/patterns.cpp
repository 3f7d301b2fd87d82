#include <span>

#include "sql/translation/functions/registry.h"

// REGEXP_*: the engine registers them (sql/functions/patterns.h). What may be left out is filled in here.

namespace darties::sql {
namespace {

constexpr std::uint8_t kFirstTwo = 0b011;

/// name($1, $2[, …]) followed by the defaults of the arguments that are left out.
void with_defaults(Context& context, const Expression& call, std::string_view name,
                   std::initializer_list<std::string_view> defaults) {
  std::string pattern = std::string(name) + "(";
  for (std::size_t i = 0; i < call.children.size(); ++i)
    pattern += fmt::format("{}${}", i == 0 ? "" : ", ", i + 1);
  std::size_t number = 2;
  for (const auto value : defaults) {
    if (number++ >= call.children.size()) pattern.append(", ").append(value);
  }
  rewrite_to(context, call, pattern + ")");
}

void regexp_substr(Context& context, const ExpressionPtr& call) {
  with_defaults(context, *call, "darties_regexp_substr", {"1", "1", "''"});
}

void regexp_instr(Context& context, const ExpressionPtr& call) {
  with_defaults(context, *call, "darties_regexp_instr", {"1", "1", "0", "''"});
}

void regexp_count(Context& context, const ExpressionPtr& call) {
  with_defaults(context, *call, "darties_regexp_count", {"1", "''"});
}

void regexp_replace(Context& context, const ExpressionPtr& call) {
  with_defaults(context, *call, "darties_regexp_replace", {"''", "1", "''"});
}

constexpr FunctionRule kRules[] = {
    {.name = "regexp_substr",
     .min_arguments = 2,
     .max_arguments = 5,
     .rewrite = regexp_substr,
     .texts = kFirstTwo},
    {.name = "regexp_instr",
     .min_arguments = 2,
     .max_arguments = 6,
     .rewrite = regexp_instr,
     .texts = kFirstTwo},
    {.name = "regexp_count",
     .min_arguments = 2,
     .max_arguments = 4,
     .rewrite = regexp_count,
     .texts = kFirstTwo},
    {.name = "regexp_replace",
     .min_arguments = 2,
     .max_arguments = 5,
     .rewrite = regexp_replace,
     .texts = kFirstTwo},
};

}  // namespace

std::span<const FunctionRule> pattern_functions() { return kRules; }

}  // namespace darties::sql
