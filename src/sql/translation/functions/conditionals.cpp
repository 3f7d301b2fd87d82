#include <span>

#include "sql/translation/blanks.h"
#include "sql/translation/functions/registry.h"
#include "sql/translation/named_once.h"

namespace darties::sql {
namespace {

void nvl2(Context& context, const ExpressionPtr& call) {
  rewrite_to(context, *call, "CASE WHEN ($1) IS NOT NULL THEN $2 ELSE $3 END");
}

// NULLIF compares without trailing blanks, and gives back the first value with them. DuckDB's own names it twice.
void nullif(Context& context, const ExpressionPtr& node) {
  const BlankFree first(context, node->children[0]);
  const BlankFree second(context, node->children[1]);
  if (!first.may_matter() && !second.may_matter() && !is_large(*node->children[0])) return;
  context.edits.rewrite(node->span, [node, first, second](const Inner& inner) {
    const std::string pattern = fmt::format("CASE WHEN ({}) = ({}) THEN NULL ELSE $1 END",
                                            first.around(Fragment("$1", 0)).text(),
                                            second.around(Fragment("$2", 0)).text());
    return Substitution(pattern, node->children)(node->span,
                                                 {first.value(inner), second.value(inner)});
  });
}

// DECODE(e, s1, r1, …[, d]) compares as IS NOT DISTINCT FROM: NULL finds NULL.
void decode(Context& context, const ExpressionPtr& node) {
  trim_in_place(context, node->children[0]);
  for (std::size_t i = 1; i + 1 < node->children.size(); i += 2)
    trim_in_place(context, node->children[i]);
  std::vector<Span> arguments;
  for (const auto& argument : node->children) arguments.push_back(argument->span);
  const Span span = node->span;
  const bool named = may_name_once(context, *node);
  context.edits.rewrite(span, [span, arguments, named](const Inner& inner) {
    const Fragment value = named ? Fragment(kNamedValue, span.begin) : inner(arguments[0]);
    Fragment result("CASE", span.begin);
    std::size_t i = 1;
    for (; i + 1 < arguments.size(); i += 2) {
      result.add(" WHEN (", arguments[i].begin)
          .add(value)
          .add(") IS NOT DISTINCT FROM (", span.begin);
      result.add(inner(arguments[i])).add(") THEN ", span.begin).add(inner(arguments[i + 1]));
    }
    if (i < arguments.size()) result.add(" ELSE ", span.begin).add(inner(arguments[i]));
    result.add(" END", span.end);
    return named ? name_once(inner(arguments[0]), result, span) : result;
  });
}

constexpr FunctionRule kRules[] = {
    {"coalesce", 1, -1},
    {"nvl", 1, -1, "coalesce", nullptr, "coalesce"},
    {"isnull", 2, 2, "coalesce", nullptr, "coalesce"},
    {"nvl2", 3, 3, "", nvl2, "case"},
    {"nullif", 2, 2, "", nullif},
    {"decode", 3, -1, "", decode, "case"},
    {"greatest", 1, -1},
    {"least", 1, -1},
};

}  // namespace

std::span<const FunctionRule> conditional_functions() { return kRules; }

}  // namespace darties::sql
