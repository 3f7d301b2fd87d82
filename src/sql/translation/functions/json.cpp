#include <span>

#include "sql/translation/functions/registry.h"

// Functions over JSON that is text. The engine registers what they become (sql/functions/json_text.h).

namespace darties::sql {
namespace {

constexpr std::uint8_t kFirst = 0b001;

/// json_extract_path_text(j, 'a', …[, null_if_invalid]): the flag comes before the keys.
void path_text(Context& context, const ExpressionPtr& node) {
  const bool flag = node->children.back()->kind == ExpressionKind::kBoolean;
  const std::size_t keys = node->children.size() - (flag ? 2 : 1);
  if (keys < 1 || keys > 5) {
    context.fail(node->span.begin, fmt::format("{} takes 1 to 5 keys, not {}", node->name, keys));
  }
  std::string pattern = "darties_json_path_text($1";
  pattern += flag ? fmt::format(", ${}", keys + 2) : ", false";
  for (std::size_t i = 0; i < keys; ++i) pattern += fmt::format(", ${}", i + 2);
  rewrite_to(context, *node, pattern + ")");
}

void array_element(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node,
             node->children.size() == 3
                 ? "darties_json_array_element($1, CAST($2 AS INTEGER), $3)"
                 : "darties_json_array_element($1, CAST($2 AS INTEGER), false)");
}

void array_length(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node,
             node->children.size() == 2 ? "darties_json_array_length($1, $2)"
                                        : "darties_json_array_length($1, false)");
}

constexpr FunctionRule json(std::string_view name, int min, int max, std::string_view duckdb,
                            void (*rewrite)(Context&, const ExpressionPtr&) = nullptr) {
  return {.name = name,
          .min_arguments = min,
          .max_arguments = max,
          .duckdb = duckdb,
          .rewrite = rewrite,
          .texts = kFirst};
}

constexpr FunctionRule kRules[] = {
    json("json_extract_path_text", 2, 7, "", path_text),
    json("json_extract_array_element_text", 2, 3, "", array_element),
    json("json_array_length", 1, 2, "", array_length),
    json("is_valid_json", 1, 1, "darties_is_json_object"),
    json("is_valid_json_array", 1, 1, "darties_is_json_array"),
    json("can_json_parse", 1, 1, "darties_can_json_parse"),
    json("json_parse", 1, 1, "CAST(darties_json_parse($1) AS JSON)"),
};

}  // namespace

std::span<const FunctionRule> json_functions() { return kRules; }

}  // namespace darties::sql
