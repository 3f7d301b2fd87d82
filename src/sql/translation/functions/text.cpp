#include <array>
#include <span>

#include "sql/translation/functions/registry.h"
#include "sql/translation/identifiers.h"

namespace darties::sql {
namespace {

constexpr std::uint8_t kFirst = 0b001;
constexpr std::uint8_t kFirstTwo = 0b011;
constexpr std::uint8_t kFirstThree = 0b111;

bool is_literal_number(const Expression& expression) {
  return expression.kind == ExpressionKind::kNumber;
}

// A start before the first character shortens the result; DuckDB counts it from the end.
void substring(Context& context, const ExpressionPtr& node) {
  const Expression& call = *node;
  const bool has_length = call.children.size() == 3;
  const bool plain = is_literal_number(*call.children[1]) && call.children[1]->text != "0" &&
                     (!has_length || is_literal_number(*call.children[2]));
  const std::string name = plain ? "substring" : "darties_substring";
  rewrite_to(context, call, name + (has_length ? "($1, $2, $3)" : "($1, $2)"));
}

void pad(Context& context, const ExpressionPtr& node) {
  rewrite_to(
      context, *node,
      "darties_limited(" + node->name +
          (node->children.size() == 2 ? "($1, darties_limited_length(CAST($2 AS INTEGER)), ' '))"
                                      : "($1, darties_limited_length(CAST($2 AS INTEGER)), $3))"));
}

void trim(Context& context, const ExpressionPtr& node) {
  const std::string name = node->name == "btrim" ? "trim" : node->name;
  rewrite_to(context, *node, node->children.size() == 1 ? name + "($1, ' ')" : name + "($1, $2)");
}

void left_or_right(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node, node->name + "($1, greatest($2, 0))");
}

// COLLATE(text, 'case_sensitive') is the text as it is.
void collate(Context& context, const ExpressionPtr& node) {
  const std::string word = word_argument(context, *node, 1, "the collation");
  if (word != "case_sensitive" && word != "cs")
    context.refuse(node->children[1]->span.begin, "the collation " + word);
  rewrite_to(context, *node, "$1");
}

constexpr FunctionRule text(std::string_view name, int min, int max, std::uint8_t texts,
                            std::string_view duckdb = "", std::string_view column_name = "") {
  return {.name = name,
          .min_arguments = min,
          .max_arguments = max,
          .duckdb = duckdb,
          .column_name = column_name,
          .texts = texts};
}
constexpr FunctionRule text(std::string_view name, int min, int max, std::uint8_t texts,
                            void (*rewrite)(Context&, const ExpressionPtr&)) {
  return {
      .name = name, .min_arguments = min, .max_arguments = max, .rewrite = rewrite, .texts = texts};
}

constexpr std::string_view kCompare = "darties_compare(rtrim($1, ' '), rtrim($2, ' '))";

constexpr FunctionRule kRules[] = {
    text("upper", 1, 1, kFirst),
    text("lower", 1, 1, kFirst),
    text("len", 1, 1, kFirst, "darties_length"),
    text("length", 1, 1, kFirst, "darties_length"),
    text("char_length", 1, 1, kFirst, "darties_length"),
    text("character_length", 1, 1, kFirst, "darties_length"),
    text("textlen", 1, 1, kFirst, "darties_length"),
    text("octet_length", 1, 1, kFirst, "darties_octet_length"),
    text("octetindex", 2, 2, kFirstTwo, "darties_octet_index($2, $1)"),
    text("replace", 3, 3, kFirstThree, "darties_replace"),
    text("reverse", 1, 1, kFirst),
    text("repeat", 2, 2, kFirst, "darties_repeat"),
    text("replicate", 2, 2, kFirst, "darties_repeat", "repeat"),
    text("translate", 3, 3, kFirstThree, "darties_limited(translate($1, $2, $3))"),
    text("initcap", 1, 1, kFirst),
    {"chr", 1, 1, "chr(CAST($1 AS INTEGER))"},
    text("ascii", 1, 1, kFirst),
    text("left", 2, 2, kFirst, left_or_right),
    text("right", 2, 2, kFirst, left_or_right),
    text("lpad", 2, 3, kFirst, pad),
    text("rpad", 2, 3, kFirst, pad),
    text("ltrim", 1, 2, kFirst, trim),
    text("rtrim", 1, 2, kFirst, trim),
    text("btrim", 1, 2, kFirst, trim),
    text("substring", 2, 3, kFirst, substring),
    text("substr", 2, 3, kFirst, substring),
    text("strpos", 2, 2, kFirstTwo, "CAST(strpos($1, $2) AS INTEGER)"),
    text("position", 2, 2, kFirstTwo, "CAST(strpos($2, $1) AS INTEGER)"),
    text("charindex", 2, 2, kFirstTwo, "CAST(strpos($2, $1) AS INTEGER)"),
    text("split_part", 3, 3, kFirst, "darties_split_part"),
    text("concat", 2, 2, kFirstTwo, "darties_limited($1 || $2)"),
    text("quote_ident", 1, 1, kFirst, "darties_quote_ident"),
    text("quote_literal", 1, 1, kFirst, "darties_limited(darties_quote_literal($1))"),
    text("strtol", 2, 2, kFirst),
    text("soundex", 1, 1, kFirst, "darties_soundex"),
    text("difference", 2, 2, kFirstTwo, "darties_difference"),
    text("bpcharcmp", 2, 2, kFirstTwo, kCompare),
    text("bttext_pattern_cmp", 2, 2, kFirstTwo, kCompare),
    text("collate", 2, 2, kFirst, collate),
};

}  // namespace

std::span<const FunctionRule> text_functions() { return kRules; }

}  // namespace darties::sql
