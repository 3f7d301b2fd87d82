// Values are compared in the type in which Redshift compares them.
#include <algorithm>
#include <memory>

#include "base/text.h"
#include "sql/functions/conversions.h"
#include "sql/translation/conversion.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

using Class = Operand::Class;
using Kind = ExpressionKind;

/// How a text is read that is compared with a decimal: digits enough for money and for measures.
constexpr std::string_view kTextAsDecimal = "DECIMAL(38,18)";

bool is_number(const Operand& operand) {
  return operand.type_class == Class::kInteger || operand.type_class == Class::kDecimal ||
         operand.type_class == Class::kFloat;
}

bool is_moment(const Operand& operand) {
  return operand.is(TypeId::kDate) || operand.is(TypeId::kTimestamp) ||
         operand.is(TypeId::kTimestampTz) || operand.is(TypeId::kTime) ||
         operand.is(TypeId::kTimeTz);
}

bool is_stored_text(const Operand& operand) {
  return operand.type_class == Class::kText && !operand.literal;
}

/// '1.555' beside a decimal keeps its own digits.
std::string decimal_literal(std::string_view text) {
  const std::string_view digits = trim(text);
  const Operand number = operand_of_number(digits);
  const bool exact = digits.find_first_not_of("+-.0123456789") == std::string_view::npos;
  const Type type = exact ? Type{.id = TypeId::kDecimal,
                                 .precision = std::max(number.precision, number.scale + 1),
                                 .scale = number.scale}
                          : Type{.id = TypeId::kDouble};
  return fmt::format("CAST({} AS {})", duckdb_literal(digits), duckdb_type(type));
}

/// Other edits of the same values ask for types too: these sites have numbers of their own.
constexpr int kLayer = 1;

/// The sides of one comparison: a = b, a BETWEEN b AND c, a IN (b, c), CASE a WHEN b.
class Comparison {
 public:
  Comparison(Context& context, const std::vector<ExpressionPtr>& sides) : context_(context) {
    for (const auto& side : sides) sides_.push_back(context.typed(side, kLayer));
  }

  /// Whether the texts already tell that nothing is to be done: 1 = 1, 'a' = 'b'.
  bool known_to_agree() const {
    return std::all_of(sides_.begin(), sides_.end(), [this](const auto& side) {
      return side.number == 0 && side.literal == sides_.front().literal;
    });
  }

  std::size_t size() const { return sides_.size(); }
  Span span(std::size_t index) const { return sides_[index].expression->span; }

  Fragment render(std::size_t index, const Inner& inner) const {
    const Operand own = operand(index);
    if (any([](const Operand& side) { return side.type_class == Class::kUnknown; }))
      return context_.probing() ? anything(index, inner) : inner(span(index));
    if (own.literal) return literal(index, inner);
    check(own, span(index));
    const Fragment text = context_.render(sides_[index], inner);
    const auto around = conversion_of(own);
    if (!around.empty())
      return Fragment(around.before, span(index).begin)
          .add(text)
          .add(around.after, span(index).end);
    return text;
  }

 private:
  Operand operand(std::size_t index) const { return context_.operand(sides_[index]); }

  template <class Predicate>
  bool any(Predicate predicate) const {
    for (std::size_t i = 0; i < sides_.size(); ++i) {
      if (predicate(operand(i))) return true;
    }
    return false;
  }

  void check(const Operand& own, Span place) const {
    if (!own.is(TypeId::kBoolean)) return;
    if (any(is_number) || any(is_stored_text) || any(is_moment))
      context_.fail(place.begin, "a boolean can not be compared with a value of another type");
  }

  /// What a side that is no literal goes through.
  Coercion conversion_of(const Operand& own) const {
    const bool decimal =
        any([](const Operand& side) { return side.type_class == Class::kDecimal; });
    if (is_stored_text(own) && decimal) return {"CAST(", fmt::format(" AS {})", kTextAsDecimal)};
    if (is_number(own) && any(is_stored_text) && !decimal) return as_text(own);
    if (is_moment(own) && any(is_stored_text)) return as_text(own);
    const bool real = any([](const Operand& side) { return side.is(TypeId::kReal); });
    const bool all_real =
        !any([](const Operand& side) { return is_number(side) && !side.is(TypeId::kReal); });
    if (real && !all_real && is_number(own)) return {"CAST(", " AS DOUBLE)"};
    return {};
  }

  /// While a type is asked for, sides that DuckDB can compare, whatever they are.
  Fragment anything(std::size_t index, const Inner& inner) const {
    const std::size_t place = span(index).begin;
    if (sides_[index].number == 0) return {"NULL", place};
    return Fragment("CAST(", place)
        .add(context_.render(sides_[index], inner))
        .add(" AS VARCHAR)", span(index).end);
  }

  /// A literal takes the type of the first side that is none.
  Fragment literal(std::size_t index, const Inner& inner) const {
    const Expression& expression = *sides_[index].expression;
    const std::size_t place = expression.span.begin;
    const bool plain = expression.kind == Kind::kString;
    for (std::size_t i = 0; plain && i < sides_.size(); ++i) {
      const Operand other = operand(i);
      if (other.literal || !other.type) continue;
      if (other.type_class == Class::kText || other.type_class == Class::kSuper) break;
      const std::string written = literal_beside(expression, other);
      return written.empty() ? inner(expression.span) : Fragment(written, place);
    }
    return inner(expression.span);
  }

  std::string literal_beside(const Expression& literal, const Operand& other) const {
    if (other.type_class == Class::kDecimal) return decimal_literal(literal.text);
    return literal_in_place(context_, literal.span, literal.text, *other.type);
  }

  Context& context_;
  std::vector<Context::Typed> sides_;
};

bool is_single_value(const ExpressionPtr& side) {
  return side->kind != Kind::kSubquery && side->kind != Kind::kRow;
}

}  // namespace

void compare_types(Context& context, const std::vector<ExpressionPtr>& sides) {
  std::vector<ExpressionPtr> values;
  std::copy_if(sides.begin(), sides.end(), std::back_inserter(values), is_single_value);
  if (values.size() < 2) return;
  const auto comparison = std::make_shared<Comparison>(context, values);
  if (comparison->known_to_agree()) return;
  for (std::size_t i = 0; i < comparison->size(); ++i) {
    context.edits.rewrite(comparison->span(i), [comparison, i](const Inner& inner) {
      return comparison->render(i, inner);
    });
  }
}

}  // namespace darties::sql
