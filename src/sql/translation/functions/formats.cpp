#include <span>

#include "sql/functions/number_format.h"
#include "sql/translation/functions/registry.h"
#include "sql/translation/named_once.h"

// TO_CHAR, TO_DATE, TO_TIMESTAMP, TO_NUMBER and Teradata's texts of numbers.

namespace darties::sql {
namespace {

using Class = Operand::Class;

constexpr std::uint8_t kFirst = 0b001;

bool is_number(const Operand& operand) {
  return operand.type_class == Class::kInteger || operand.type_class == Class::kDecimal ||
         operand.type_class == Class::kFloat;
}

/// TO_CHAR is one function for moments and another for numbers.
class ToChar {
 public:
  ToChar(Context& context, const ExpressionPtr& node)
      : context_(&context), node_(node), value_(context.typed(node->children[0])) {}

  Fragment operator()(const Inner& inner) const {
    const Operand operand = context_->operand(value_);
    const Fragment value = context_->render(value_, inner);
    const bool unknown = operand.type_class == Class::kUnknown;
    if (is_number(operand) || unknown || (!operand.type && !operand.literal)) {
      return call("darties_number_to_char(CAST($1 AS VARCHAR), $2)", value, inner);
    }
    if (operand.is(TypeId::kDate) || operand.is(TypeId::kTimestamp))
      return call("to_char($1, $2)", value, inner);
    if (operand.is(TypeId::kTimestampTz))
      return call("to_char(current_setting('TimeZone'), $1, CAST($1 AS TIMESTAMP), $2)", value,
                  inner);
    context_->fail(value_.expression->span.begin,
                   "to_char takes a timestamp, a date or a number; cast the argument");
  }

 private:
  Fragment call(std::string_view pattern, const Fragment& value, const Inner& inner) const {
    return Substitution(pattern, node_->children)(node_->span,
                                                  {value, inner(node_->children[1]->span)});
  }

  Context* context_;
  ExpressionPtr node_;
  Context::Typed value_;
};

void to_char(Context& context, const ExpressionPtr& node) {
  context.edits.rewrite(node->span, ToChar(context, node));
}

// The moment that was read is one of the session's time zone.
void to_timestamp(Context& context, const ExpressionPtr& node) {
  const std::string arguments = node->children.size() == 3 ? "$1, $2, $3" : "$1, $2";
  rewrite_to(context, *node,
             "CAST(timezone('UTC', to_timestamp(" + arguments + ")) AS TIMESTAMPTZ)");
}

// The format says how many digits the result has behind the point.
void to_number(Context& context, const ExpressionPtr& node) {
  const Expression& format = *node->children[1];
  if (format.kind != ExpressionKind::kString)
    context.refuse(format.span.begin, "TO_NUMBER with a format that is no literal");
  const int scale = parse_number_format(format.text).fraction_digits;
  rewrite_to(context, *node,
             fmt::format("CAST(darties_to_number($1, $2) AS DECIMAL(38,{}))", std::min(scale, 37)));
}

void refuse_format(const Context& context, const Expression& call) {
  context.refuse(call.children[1]->span.begin, call.name + " with a format");
}

void text_to_int(Context& context, const ExpressionPtr& node) {
  if (node->children.size() > 1) refuse_format(context, *node);
  rewrite_to(context, *node,
             "CAST(trunc(CAST(darties_teradata_number($1) AS DECIMAL(38,10))) AS INTEGER)");
}

// TEXT_TO_NUMERIC_ALT(text[, precision, scale]): DECIMAL(38,0) unless said.
void text_to_numeric(Context& context, const ExpressionPtr& node) {
  std::string type = "DECIMAL(38,0)";
  for (std::size_t i = 1; i < node->children.size(); ++i) {
    if (node->children[i]->kind != ExpressionKind::kNumber) refuse_format(context, *node);
  }
  if (node->children.size() == 3)
    type = fmt::format("DECIMAL({},{})", node->children[1]->text, node->children[2]->text);
  if (node->children.size() == 2) type = fmt::format("DECIMAL({},0)", node->children[1]->text);
  rewrite_to(context, *node, "CAST(darties_teradata_number($1) AS " + type + ")");
}

constexpr FunctionRule format(std::string_view name, int min, int max,
                              void (*rewrite)(Context&, const ExpressionPtr&),
                              std::uint8_t texts = kFirst) {
  return {
      .name = name, .min_arguments = min, .max_arguments = max, .rewrite = rewrite, .texts = texts};
}

constexpr FunctionRule kRules[] = {
    format("to_char", 2, 2, to_char, 0),
    format("to_date", 2, 3, nullptr),
    format("to_timestamp", 2, 3, to_timestamp),
    format("to_number", 2, 2, to_number),
    format("text_to_int_alt", 1, 2, text_to_int),
    format("text_to_numeric_alt", 1, 4, text_to_numeric),
};

}  // namespace

std::span<const FunctionRule> format_functions() { return kRules; }

}  // namespace darties::sql
