#include "sql/translation/arithmetic.h"

#include <algorithm>
#include <array>

#include "sql/translation/conversion.h"
#include "sql/translation/rewriter.h"

// Integers and floats are left to DuckDB's operators and to those that the engine registers under DuckDB's own names
// (sql/functions.h). A decimal gets the precision and scale of Redshift, and operands of two types meet in the type in
// which Redshift lets them meet.

namespace darties::sql {
namespace {

using Class = Operand::Class;

constexpr int kMaxPrecision = 38;
constexpr int kInterpolationLayer = 2;
constexpr int kNarrowPrecision = 18;  // what DuckDB keeps in 64 bits

Type capped(int precision, int scale) {
  if (precision > kMaxPrecision) {
    scale = std::max(kMaxPrecision + scale - precision, std::min(4, scale));
    precision = kMaxPrecision;
  }
  return {.id = TypeId::kDecimal, .precision = precision, .scale = std::min(scale, 37)};
}

bool is_exact(const Operand& operand) {
  return operand.type_class == Class::kInteger || operand.type_class == Class::kDecimal;
}

/// The type that an operand is cast to before it meets the other one; none where DuckDB's choice is Redshift's.
std::optional<Type> meeting_type(const Operand& own, const Operand& other) {
  const bool number = own.type_class == Class::kInteger || own.type_class == Class::kDecimal;
  if (own.is(TypeId::kInteger) && other.is(TypeId::kSmallint)) return own.type;  // a literal
  if (own.is(TypeId::kBigint) && other.is(TypeId::kDate)) return Type{.id = TypeId::kInteger};
  if (own.is(TypeId::kReal) && other.type_class != Class::kUnknown && !other.is(TypeId::kReal) &&
      other.type_class != Class::kOther)
    return Type{.id = TypeId::kDouble};
  if (number && other.is(TypeId::kReal)) return Type{.id = TypeId::kDouble};
  return std::nullopt;
}

/// What a string literal is when it is added to a value: an interval, to a moment.
Type added_type(const Type& other) {
  const bool moment = other.id == TypeId::kDate || other.id == TypeId::kTimestamp ||
                      other.id == TypeId::kTimestampTz || other.id == TypeId::kTime;
  return moment ? Type{.id = TypeId::kIntervalDayToSecond} : other;
}

class Arithmetic {
 public:
  Arithmetic(Context& context, const Expression& node, char op)
      : context_(&context),
        span_(node.span),
        op_(op),
        is_call_(node.kind == ExpressionKind::kCall),
        left_(context.typed(node.children[0])),
        right_(context.typed(node.children[1])) {}

  Fragment operator()(const Inner& inner) const {
    const Operand left = context_->operand(left_);
    const Operand right = context_->operand(right_);
    if (const auto type = decimal_result(op_, left, right)) return decimal(inner, *type);
    // MOD(a, b) is no operator: what is around it must not come between.
    const std::string_view open = is_call_ ? "((" : "";
    const std::string_view close = is_call_ ? "))" : "";
    const std::string between = is_call_ ? fmt::format(") {} (", op_) : fmt::format(" {} ", op_);
    const Fragment plain = Fragment(open, span_.begin)
                               .add(side(left_, left, right, inner))
                               .add(between, span_.begin)
                               .add(side(right_, right, left, inner))
                               .add(close, span_.end);
    if (op_ != '-' || !left.is(TypeId::kDate) || !right.is(TypeId::kDate)) return plain;
    return Fragment("CAST(", span_.begin).add(plain).add(" AS INTEGER)", span_.end);
  }

 private:
  Fragment side(const Context::Typed& typed, const Operand& own, const Operand& other,
                const Inner& inner) const {
    const Fragment text = context_->render(typed, inner);
    // While the other type is asked for, the literal must not stand in the way of binding.
    if (own.literal && other.type_class == Class::kUnknown) return {"NULL", span_.begin};
    if (own.literal && other.type && !other.literal)
      return literal(typed, op_ == '+' ? added_type(*other.type) : *other.type, text);
    const auto type = meeting_type(own, other);
    if (!type) return text;
    return cast(text, *type);
  }

  /// '5' + 1: the literal takes the type of the other operand.
  Fragment literal(const Context::Typed& typed, const Type& type, const Fragment& text) const {
    if (operand_of(type).type_class == Class::kText || type.id == TypeId::kSuper) return text;
    const Span span = typed.expression->span;
    const std::string written =
        typed.expression->kind == ExpressionKind::kString
            ? literal_in_place(*context_, span, typed.expression->text, type)
            : "";
    return written.empty() ? cast(text, type) : Fragment(written, span.begin);
  }

  Fragment cast(const Fragment& text, const Type& type) const {
    return Fragment("CAST(", span_.begin)
        .add(text)
        .add(fmt::format(" AS {})", duckdb_type(type)), span_.end);
  }

  Fragment decimal(const Inner& inner, const Type& type) const {
    if (op_ == '/' || op_ == '%') {
      const Fragment call =
          Fragment(fmt::format("darties_{}_{}(", op_ == '/' ? "divide" : "remainder", type.scale),
                   span_.begin)
              .add(context_->render(left_, inner))
              .add(", ", span_.begin)
              .add(context_->render(right_, inner))
              .add(")", span_.end);
      return cast(call, type);
    }
    return cast(widened(inner), type);
  }

  /// DuckDB's result overflows at 18 digits when both operands have at most 18: one is made wider.
  Fragment widened(const Inner& inner) const {
    const Operand left = context_->operand(left_);
    const Operand right = context_->operand(right_);
    const int digits = op_ == '*'
                           ? left.precision + right.precision
                           : std::max(left.precision - left.scale, right.precision - right.scale) +
                                 std::max(left.scale, right.scale) + 1;
    Fragment first = context_->render(left_, inner);
    if (digits > kNarrowPrecision)
      first =
          cast(first, {.id = TypeId::kDecimal, .precision = kMaxPrecision, .scale = left.scale});
    return first.add(fmt::format(" {} ", op_), span_.begin).add(context_->render(right_, inner));
  }

  Context* context_;
  Span span_;
  char op_;
  bool is_call_;
  Context::Typed left_;
  Context::Typed right_;
};

bool is_interval(const Expression& expression) {
  return expression.kind == ExpressionKind::kTypedLiteral && expression.name == "interval";
}

}  // namespace

std::optional<Type> decimal_result(char op, const Operand& a, const Operand& b) {
  if (!is_exact(a) || !is_exact(b)) return std::nullopt;
  if (a.type_class != Class::kDecimal && b.type_class != Class::kDecimal) return std::nullopt;
  if (op == '*') return capped(a.precision + b.precision + 1, a.scale + b.scale);
  if (op == '/') {
    const int scale = std::max(4, a.scale + b.precision - b.scale + 1);
    return capped(a.precision - a.scale + b.scale + scale, scale);
  }
  const int scale = std::max(a.scale, b.scale);
  const int carry = op == '%' ? 0 : 1;
  return capped(std::max(a.precision - a.scale, b.precision - b.scale) + carry + scale, scale);
}

void rewrite_arithmetic(Context& context, const Expression& node, char op) {
  if (is_interval(*node.children[0]) || is_interval(*node.children[1])) return;
  context.edits.rewrite(node.span, Arithmetic(context, node, op));
}

namespace {

constexpr std::size_t kLongestText = 65'535;
constexpr std::size_t kLongestValue = 64;  // of a number, a date, an interval as a text

// They give one of their arguments, or a part of the first.
constexpr std::array<std::string_view, 14> kNoLonger = {
    "upper", "lower",   "trim",      "btrim",  "ltrim",    "rtrim", "left",
    "right", "reverse", "substring", "substr", "coalesce", "nvl",   "nullif"};

std::size_t longest_text(const Context& context, const Expression& text);

std::size_t longest_of_call(const Context& context, const Expression& call) {
  if (call.name == "md5" || call.name == "sha1") return kLongestValue;
  if (std::find(kNoLonger.begin(), kNoLonger.end(), call.name) == kNoLonger.end())
    return kLongestText;
  std::size_t longest = 0;
  for (const auto& argument : call.children)
    longest = std::max(longest, longest_text(context, *argument));
  return longest;
}

/// How many bytes a text has at most, as far as its expression tells.
std::size_t longest_text(const Context& context, const Expression& text) {
  switch (text.kind) {
    case ExpressionKind::kString:
      return text.text.size();
    case ExpressionKind::kNumber:
    case ExpressionKind::kNull:
      return kLongestValue;
    case ExpressionKind::kCall:
      return longest_of_call(context, text);
    case ExpressionKind::kParenthesis:
      return longest_text(context, *text.children[0]);
    case ExpressionKind::kBinary:
      if (text.name != "||") return kLongestValue;
      return std::min(kLongestText, longest_text(context, *text.children[0]) +
                                        longest_text(context, *text.children[1]));
    case ExpressionKind::kCast:
    case ExpressionKind::kColumn: {
      const auto type =
          text.kind == ExpressionKind::kCast ? text.type : traits_of(context, text).type;
      if (!type) return kLongestText;
      const bool is_text = operand_of(*type).type_class == Class::kText;
      return is_text ? static_cast<std::size_t>(type->length)
             : type->id == TypeId::kSuper || type->id == TypeId::kVarbyte ? kLongestText
                                                                          : kLongestValue;
    }
    default:
      return kLongestText;
  }
}

}  // namespace

// || is associative: of a long chain each half is one operand (sql/syntax), in parentheses.
void rewrite_concatenation(Context& context, const Expression& node) {
  const auto left = context.typed(node.children[0]);
  const auto right = context.typed(node.children[1]);
  const Span span = node.span;
  const std::size_t longest =
      longest_text(context, *node.children[0]) + longest_text(context, *node.children[1]);
  context.edits.rewrite(span, [&context, left, right, span, longest](const Inner& inner) {
    Fragment result(longest > kLongestText ? "darties_limited(" : "(", span.begin);
    for (const auto* side : {&left, &right}) {
      const Operand operand = context.operand(*side);
      if (operand.is(TypeId::kBoolean))
        context.fail(span.begin, "cannot cast type boolean to character varying");
      const bool bytes = operand.is(TypeId::kVarbyte);
      const bool text = operand.type_class == Operand::Class::kText || !operand.type || bytes;
      const Coercion around = text ? Coercion{} : as_text(operand);
      if (side == &right) result.add(" || ", span.begin);
      result.add(around.before, span.begin).add(context.render(*side, inner));
      result.add(around.after, span.end);
    }
    return result.add(")", span.end);
  });
}

void interpolate_exactly(Context& context, const ExpressionPtr& value) {
  const auto typed = context.typed(value, kInterpolationLayer);
  const Span span = value->span;
  context.edits.rewrite(span, [&context, typed, span](const Inner& inner) {
    const Fragment text = context.render(typed, inner);
    const Operand operand = context.operand(typed);
    if (!is_exact(operand)) return text;
    const Type type{.id = TypeId::kDecimal,
                    .precision = std::min(operand.precision + 1, kMaxPrecision),
                    .scale = std::min(operand.scale + 1, 37)};
    return Fragment("CAST(", span.begin)
        .add(text)
        .add(fmt::format(" AS {})", duckdb_type(type)), span.end);
  });
}

}  // namespace darties::sql
