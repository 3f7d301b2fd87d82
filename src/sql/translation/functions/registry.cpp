#include "sql/translation/functions/registry.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "sql/translation/blanks.h"
#include "sql/translation/conversion.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/named_once.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

using Rules = std::map<std::string_view, const FunctionRule*>;

const Rules& all_rules() {
  static const Rules kRules = [] {
    Rules rules;
    for (const auto group :
         {text_functions(), pattern_functions(), json_functions(), super_functions(),
          binary_functions(), number_functions(), date_functions(), format_functions(),
          aggregate_functions(), window_functions(), conditional_functions(), system_functions()}) {
      for (const auto& rule : group) rules.emplace(rule.name, &rule);
    }
    return rules;
  }();
  return kRules;
}

[[noreturn]] void refuse_function(const Context& context, const Expression& call) {
  const std::size_t place = call.name_span.begin;
  if (const auto reason = refusal_of(call.name)) {
    context.refuse(place, fmt::format("the function {} ({})", call.name, *reason));
  }
  if (const auto word = redshift_word_for(call.name); !word.empty()) {
    context.refuse(
        place, fmt::format("the function {}, which is not Redshift's; write {}", call.name, word));
  }
  context.refuse(place, fmt::format("the function {}, which is not one of Redshift's{}", call.name,
                                    suggestion(call.name, function_names())));
}

void check_arguments(const Context& context, const Expression& call, const FunctionRule& rule) {
  const int count = call.call->star ? 1 : static_cast<int>(call.children.size());
  if (count >= rule.min_arguments && (rule.max_arguments < 0 || count <= rule.max_arguments))
    return;
  const std::string takes = rule.max_arguments < 0 ? fmt::format("at least {}", rule.min_arguments)
                            : rule.min_arguments == rule.max_arguments
                                ? fmt::format("{}", rule.min_arguments)
                                : fmt::format("{} to {}", rule.min_arguments, rule.max_arguments);
  context.fail(call.span.begin,
               fmt::format("{} takes {} argument(s), not {}", call.name, takes, count));
}

/// An aggregate that runs along an order says over which rows.
void check_frame(const Context& context, const Expression& call, const FunctionRule& rule) {
  const CallDetails& details = *call.call;
  if (!rule.aggregate || !details.over || details.over->order_by.empty()) return;
  if (!details.over->frame.empty()) return;
  context.fail(details.over->span.begin,
               "Aggregate window functions with an ORDER BY clause require a frame clause: ROWS "
               "BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");
}

void check_clauses(const Context& context, const Expression& call, const FunctionRule& rule) {
  const CallDetails& details = *call.call;
  if (details.distinct && !rule.aggregate) {
    context.fail(call.span.begin, call.name + " is no aggregate and takes no DISTINCT");
  }
  if (rule.window_only && !details.over) context.fail(call.span.begin, call.name + " needs OVER");
  if (details.over && !rule.window_only && !rule.aggregate) {
    context.fail(call.span.begin, call.name + " takes no OVER");
  }
  check_frame(context, call, rule);
  const bool takes_order = call.name == "listagg" || call.name.starts_with("percentile");
  if (!details.within_group.empty() && !takes_order) {
    context.fail(details.within_group_span.begin, call.name + " takes no WITHIN GROUP");
  }
  if (details.star && call.name != "count")
    context.fail(call.span.begin, call.name + " takes no *");
}

void rewrite_clauses(Context& context, const Expression& call) {
  const CallDetails& details = *call.call;
  for (const auto& key : details.within_group) rewrite_expression(context, key.value);
  if (!details.over) return;
  for (const auto& key : details.over->partition_by) {
    trim_in_place(context, key);
    rewrite_expression(context, key);
  }
  for (const auto& key : details.over->order_by) {
    trim_in_place(context, key.value);
    rewrite_expression(context, key.value);
  }
}

// These would take the JSON text of a SUPER value for the value.
constexpr std::array<std::string_view, 32> kTakeNoSuper = {
    "upper",         "lower",          "initcap",      "len",          "length",  "char_length",
    "substring",     "substr",         "left",         "right",        "replace", "btrim",
    "ltrim",         "rtrim",          "strpos",       "charindex",    "trim",    "position",
    "split_part",    "concat",         "md5",          "lpad",         "rpad",    "reverse",
    "regexp_substr", "regexp_replace", "regexp_count", "regexp_instr", "min",     "max",
    "listagg",       "translate"};

/// What a call asks of its arguments beside their types: texts that are compared lose their trailing blanks.
void check_values(Context& context, const Expression& call) {
  if (std::find(kTakeNoSuper.begin(), kTakeNoSuper.end(), call.name) != kTakeNoSuper.end()) {
    for (const auto& argument : call.children) refuse_super(context, argument, call.name);
  }
  if (call.call->distinct && !call.children.empty()) trim_in_place(context, call.children[0]);
}

/// f(x) IGNORE NULLS: DuckDB wants it inside of the parentheses.
void move_null_treatment(Context& context, const Expression& call) {
  const CallDetails& details = *call.call;
  const bool outside = details.nulls != CallDetails::Nulls::kNone &&
                       details.nulls_span.begin >= details.arguments.end;
  if (!outside) return;
  const std::string text(context.text_of(details.nulls_span));
  context.edits.replace(details.nulls_span, "");
  if (!call.children.empty()) {
    const Span last = call.children.back()->span;
    context.edits.rewrite(
        last, [last, text](const Inner& inner) { return inner(last).add(" " + text, last.end); });
  }
}

/// Whether the text of an argument alone says that it is a text.
bool is_surely_text(const Expression& argument) {
  if (argument.kind == ExpressionKind::kString || argument.kind == ExpressionKind::kNull)
    return true;
  return argument.kind == ExpressionKind::kBinary && argument.name == "||";
}

/// A number or date where a text is expected becomes one, as in Redshift; DuckDB would find no function.
class TextArgument {
 public:
  TextArgument(Context& context, const ExpressionPtr& argument)
      : context_(&context), argument_(context.typed(argument)) {}

  Fragment operator()(const Inner& inner) const {
    const Operand operand = context_->operand(argument_);
    const Fragment text = context_->render(argument_, inner);
    if (operand.type_class == Operand::Class::kText || operand.is(TypeId::kVarbyte)) return text;
    const Coercion around = as_text(operand);
    const Span span = argument_.expression->span;
    return Fragment(around.before, span.begin).add(text).add(around.after, span.end);
  }

 private:
  Context* context_;
  Context::Typed argument_;
};

void cast_texts(Context& context, const Expression& call, const FunctionRule& rule) {
  for (std::size_t i = 0; i < call.children.size(); ++i) {
    const ExpressionPtr& argument = call.children[i];
    if ((rule.texts >> i & 1) == 0 || is_surely_text(*argument)) continue;
    context.edits.rewrite(argument->span, TextArgument(context, argument));
  }
}

}  // namespace

FunctionStanding standing_of(std::string_view name) {
  if (find_function(name) != nullptr) return FunctionStanding::kRuns;
  return refusal_of(name) ? FunctionStanding::kRefused : FunctionStanding::kUnknown;
}

const FunctionRule* find_function(std::string_view name) {
  const auto found = all_rules().find(name);
  return found == all_rules().end() ? nullptr : found->second;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const auto& [name, rule] : all_rules()) names.emplace_back(name);
  return names;
}

void rewrite_call(Context& context, const ExpressionPtr& node) {
  const Expression& call = *node;
  const FunctionRule* rule = find_function(call.name);
  if (rule == nullptr) refuse_function(context, call);
  check_arguments(context, call, *rule);
  check_clauses(context, call, *rule);
  move_null_treatment(context, call);
  cast_texts(context, call, *rule);
  check_values(context, call);
  if (rule->rewrite != nullptr) {
    rule->rewrite(context, node);
  } else if (call.call->approximate) {
    context.refuse(call.span.begin, "APPROXIMATE " + call.name);
  } else if (rule->duckdb.find_first_of("($") != std::string_view::npos) {
    rewrite_to(context, call, rule->duckdb);
  } else {
    const std::string name(rule->duckdb.empty() ? rule->name : rule->duckdb);
    if (context.text_of(call.name_span) != name) context.edits.replace(call.name_span, name);
  }
  for (const auto& argument : call.children) rewrite_expression(context, argument);
  rewrite_clauses(context, call);
}

void rewrite_to(Context& context, const Expression& call, std::string_view pattern) {
  std::vector<Span> spans;
  for (const auto& argument : call.children) spans.push_back(argument->span);
  const Span span = call.span;
  context.edits.rewrite(
      span, [span, spans, made = Substitution(pattern, call.children)](const Inner& inner) {
        std::vector<Fragment> arguments;
        for (const Span argument : spans) arguments.push_back(inner(argument));
        return made(span, arguments);
      });
}

std::string word_argument(const Context& context, const Expression& call, std::size_t index,
                          std::string_view what) {
  const Expression& argument = *call.children[index];
  const bool word = argument.kind == ExpressionKind::kColumn && argument.path.size() == 1;
  if (argument.kind != ExpressionKind::kString && !word) {
    context.fail(argument.span.begin, fmt::format("{} must be a word or a literal", what));
  }
  return lower_ascii(word ? argument.name : argument.text);
}

}  // namespace darties::sql
