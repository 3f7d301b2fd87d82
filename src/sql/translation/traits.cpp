#include <algorithm>
#include <array>

#include "sql/translation/columns.h"
#include "sql/translation/context.h"

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

// Their results are no texts, or texts that never end in a blank.
constexpr std::array<std::string_view, 82> kPlainFunctions = {"abs",
                                                              "acos",
                                                              "add_months",
                                                              "ascii",
                                                              "asin",
                                                              "atan",
                                                              "atan2",
                                                              "avg",
                                                              "bit_and",
                                                              "bit_or",
                                                              "bool_and",
                                                              "bool_or",
                                                              "btrim",
                                                              "cbrt",
                                                              "ceil",
                                                              "ceiling",
                                                              "char_length",
                                                              "character_length",
                                                              "charindex",
                                                              "convert_timezone",
                                                              "cos",
                                                              "cot",
                                                              "count",
                                                              "cume_dist",
                                                              "date_add",
                                                              "date_diff",
                                                              "date_part",
                                                              "date_trunc",
                                                              "dateadd",
                                                              "datediff",
                                                              "degrees",
                                                              "dense_rank",
                                                              "exp",
                                                              "extract",
                                                              "floor",
                                                              "fnv_hash",
                                                              "func_sha1",
                                                              "getdate",
                                                              "grouping",
                                                              "last_day",
                                                              "len",
                                                              "length",
                                                              "ln",
                                                              "log",
                                                              "md5",
                                                              "mod",
                                                              "months_between",
                                                              "next_day",
                                                              "now",
                                                              "ntile",
                                                              "octet_length",
                                                              "percent_rank",
                                                              "percentile_cont",
                                                              "pgdate_part",
                                                              "pi",
                                                              "position",
                                                              "pow",
                                                              "power",
                                                              "radians",
                                                              "random",
                                                              "rank",
                                                              "ratio_to_report",
                                                              "regexp_count",
                                                              "regexp_instr",
                                                              "round",
                                                              "row_number",
                                                              "rtrim",
                                                              "sha",
                                                              "sha1",
                                                              "sha2",
                                                              "sign",
                                                              "sin",
                                                              "sqrt",
                                                              "stddev",
                                                              "stddev_pop",
                                                              "stddev_samp",
                                                              "strpos",
                                                              "strtol",
                                                              "sum",
                                                              "tan",
                                                              "textlen",
                                                              "timezone"};
// Texts whatever they are given.
constexpr std::array<std::string_view, 22> kTextFunctions = {"chr",
                                                             "concat",
                                                             "json_extract_array_element_text",
                                                             "json_extract_path_text",
                                                             "json_serialize",
                                                             "left",
                                                             "listagg",
                                                             "lpad",
                                                             "ltrim",
                                                             "quote_ident",
                                                             "quote_literal",
                                                             "regexp_replace",
                                                             "regexp_substr",
                                                             "repeat",
                                                             "replace",
                                                             "replicate",
                                                             "reverse",
                                                             "right",
                                                             "rpad",
                                                             "split_part",
                                                             "substr",
                                                             "substring"};
// They answer with one of their arguments, or change its letters alone.
constexpr std::array<std::string_view, 20> kPassingFunctions = {
    "any_value",  "coalesce", "first_value", "greatest", "initcap", "isnull", "lag",
    "last_value", "lead",     "least",       "lower",    "max",     "min",    "nth_value",
    "nullif",     "nvl",      "nvl2",        "trim",     "upper",   "to_char"};

template <std::size_t n>
bool among(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Traits of_any(const Context& context, const std::vector<const Expression*>& values) {
  std::optional<Traits> result;
  for (const auto* value : values) {
    if (value->kind == Kind::kNull) continue;
    const Traits traits = traits_of(context, *value);
    result = result ? either(*result, traits) : traits;
  }
  return result.value_or(kNeitherTextNorSuper);
}

Traits of_call(const Context& context, const Expression& call) {
  const std::string_view name = call.name;
  const bool trims_other = call.children.size() > 1 && (name == "btrim" || name == "rtrim");
  if (trims_other || name == "to_char") return kAnyText;
  if (among(kPlainFunctions, name)) return kNeitherTextNorSuper;
  if (among(kTextFunctions, name)) return kAnyText;
  if (!among(kPassingFunctions, name)) return {};
  std::vector<const Expression*> arguments;
  for (const auto& argument : call.children) arguments.push_back(argument.get());
  return of_any(context, arguments);
}

Traits of_case(const Context& context, const Expression& expression) {
  std::vector<const Expression*> results;
  const std::size_t first = expression.has_operand ? 1 : 0;
  const std::size_t end = expression.children.size() - (expression.has_else ? 1 : 0);
  for (std::size_t i = first + 1; i < end; i += 2) results.push_back(expression.children[i].get());
  if (expression.has_else) results.push_back(expression.children.back().get());
  return of_any(context, results);
}

Traits of_cast(const Context& context, const Expression& cast) {
  const Traits value = traits_of(context, *cast.children[0]);
  switch (cast.type->id) {
    case TypeId::kSuper:
      return {.may_be_super = true, .is_text = false, .may_end_in_blank = false};
    case TypeId::kChar:
      return {.may_be_super = false, .is_text = true, .may_end_in_blank = false};
    case TypeId::kVarchar: {
      const bool cuts = cast.type->length < 65535 && cast.children[0]->kind != Kind::kString;
      return {.may_be_super = false,
              .is_text = true,
              .may_end_in_blank = value.may_end_in_blank || (cuts && value.is_text)};
    }
    default:
      return kNeitherTextNorSuper;
  }
}

/// The end of a || b is that of b, or of a when b is empty.
Traits of_binary(const Context& context, const Expression& node) {
  if (node.name != "||") return kNeitherTextNorSuper;
  const Expression& last = *node.children[1];
  const bool shown = last.kind == Kind::kString && !last.text.empty();
  const bool blank = traits_of(context, last).may_end_in_blank ||
                     (!shown && traits_of(context, *node.children[0]).may_end_in_blank);
  return {.may_be_super = false, .is_text = true, .may_end_in_blank = blank};
}

Traits of_subquery(const Context& context, const Expression& subquery) {
  const auto found = context.results.find(subquery.query.get());
  if (found == context.results.end() || !found->second || found->second->size() != 1) return {};
  return found->second->front().traits;
}

Traits of_column(const Context& context, const Expression& column) {
  const Resolved resolved = resolve(context, column.path);
  if (resolved.parts < column.path.size()) {
    return {.may_be_super = true, .is_text = false, .may_end_in_blank = false};
  }
  return resolved.traits;
}

}  // namespace

Traits either(const Traits& a, const Traits& b) {
  return {.may_be_super = a.may_be_super || b.may_be_super,
          .is_text = a.is_text && b.is_text,
          .may_end_in_blank = a.may_end_in_blank || b.may_end_in_blank,
          .type = a.type == b.type ? a.type : std::nullopt};
}

Traits traits_of(const Context& context, const Expression& expression) {
  switch (expression.kind) {
    case Kind::kColumn:
      return of_column(context, expression);
    case Kind::kString:
      return {.may_be_super = false,
              .is_text = true,
              .may_end_in_blank = expression.text.ends_with(' ')};
    case Kind::kCall:
      return of_call(context, expression);
    case Kind::kCase:
      return of_case(context, expression);
    case Kind::kCast:
      return of_cast(context, expression);
    case Kind::kBinary:
      return of_binary(context, expression);
    case Kind::kUnary:
      return expression.name == "prior" ? traits_of(context, *expression.children[0])
                                        : kNeitherTextNorSuper;
    case Kind::kParenthesis:
      return traits_of(context, *expression.children[0]);
    case Kind::kSubquery:
      return of_subquery(context, expression);
    case Kind::kSubscript:
    case Kind::kField:
      return {.may_be_super = true, .is_text = false, .may_end_in_blank = false};
    case Kind::kParameter:
    case Kind::kRow:
    case Kind::kStar:
      return {};
    default:
      return kNeitherTextNorSuper;
  }
}

}  // namespace darties::sql
