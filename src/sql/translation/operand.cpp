#include "sql/translation/operand.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace darties::sql {
namespace {

using Class = Operand::Class;

Operand operand(Class type_class, const Type& type, int precision = 0, int scale = 0) {
  return {.type_class = type_class, .precision = precision, .scale = scale, .type = type};
}

Operand integer(TypeId id, int digits) { return operand(Class::kInteger, {.id = id}, digits); }

Operand decimal(int precision, int scale) {
  const Type type{.id = TypeId::kDecimal, .precision = precision, .scale = scale};
  return operand(Class::kDecimal, type, precision, scale);
}

}  // namespace

Operand operand_of(const Type& type) {
  switch (type.id) {
    case TypeId::kSmallint:
      return integer(type.id, 5);
    case TypeId::kInteger:
      return integer(type.id, 10);
    case TypeId::kBigint:
      return integer(type.id, 19);
    case TypeId::kDecimal:
      return decimal(type.precision, type.scale);
    case TypeId::kReal:
    case TypeId::kDouble:
      return operand(Class::kFloat, type);
    case TypeId::kChar:
    case TypeId::kVarchar:
      return operand(Class::kText, type);
    case TypeId::kSuper:
      return operand(Class::kSuper, type);
    default:
      return operand(Class::kOther, type);
  }
}

Operand operand_of(const ProbedType& type) {
  if (type.duckdb_name == "HUGEINT") return decimal(38, 0);
  if (!type.type) return {.type_class = Class::kOther};
  return operand_of(*type.type);
}

Operand operand_of_number(std::string_view text) {
  if (text.find_first_of("eE") != std::string_view::npos)
    return operand_of(Type{.id = TypeId::kDouble});
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size()) {
      return value <= 2'147'483'647 ? integer(TypeId::kInteger, 10) : integer(TypeId::kBigint, 19);
    }
    return decimal(std::min<int>(static_cast<int>(text.size()), 38), 0);
  }
  const int scale = static_cast<int>(text.size() - point - 1);
  const std::string_view whole = text.substr(0, point);
  const auto first = std::min(whole.find_first_not_of('0'), whole.size());
  const int digits = static_cast<int>(whole.size() - first);
  return decimal(std::clamp(digits + scale, 1, 38), std::min(scale, 37));
}

std::optional<Operand> operand_of_text(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::kNumber:
      return operand_of_number(expression.text);
    case ExpressionKind::kString:
      return Operand{.type_class = Class::kText, .literal = true};
    case ExpressionKind::kNull:
    case ExpressionKind::kParameter:
      return Operand{.type_class = Class::kOther};
    case ExpressionKind::kBoolean:
      return operand_of(Type{.id = TypeId::kBoolean});
    case ExpressionKind::kTypedLiteral:
      return operand_of(expression.type.value_or(Type{.id = TypeId::kIntervalDayToSecond}));
    case ExpressionKind::kCast:
      return operand_of(*expression.type);
    case ExpressionKind::kParenthesis:
      return operand_of_text(*expression.children[0]);
    case ExpressionKind::kUnary:
      return expression.name == "-" || expression.name == "+"
                 ? operand_of_text(*expression.children[0])
                 : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace darties::sql
