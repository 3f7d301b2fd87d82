#include "sql/translation/arithmetic.h"

#include <algorithm>

namespace darties::sql {
namespace {

using Class = Operand::Class;

Type capped(int precision, int scale) {
  if (precision > 38) {
    scale = std::max(38 + scale - precision, std::min(4, scale));
    precision = 38;
  }
  return {.id = TypeId::kDecimal, .precision = precision, .scale = std::min(scale, 37)};
}

bool is_exact(const Operand& operand) {
  return operand.type_class == Class::kInteger || operand.type_class == Class::kDecimal;
}

}  // namespace

Operand operand_of(const ProbedType& type) {
  if (type.duckdb_name == "HUGEINT") return {Class::kDecimal, 38, 0};
  if (!type.type) return {Class::kOther};
  switch (type.type->id) {
    case TypeId::kSmallint:
      return {Class::kInteger, 5, 0};
    case TypeId::kInteger:
      return {Class::kInteger, 10, 0};
    case TypeId::kBigint:
      return {Class::kInteger, 19, 0};
    case TypeId::kDecimal:
      return {Class::kDecimal, type.type->precision, type.type->scale};
    case TypeId::kReal:
    case TypeId::kDouble:
      return {Class::kFloat};
    case TypeId::kChar:
    case TypeId::kVarchar:
      return {Class::kText};
    default:
      return {Class::kOther};
  }
}

Operand operand_of_number(std::string_view text) {
  if (text.find_first_of("eE") != std::string_view::npos) return {Class::kFloat};
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) {
    if (text.size() <= 9) return {Class::kInteger, 10, 0};
    if (text.size() <= 18) return {Class::kInteger, 19, 0};
    return {Class::kDecimal, std::min<int>(static_cast<int>(text.size()), 38), 0};
  }
  const int scale = static_cast<int>(text.size() - point - 1);
  const std::string_view whole = text.substr(0, point);
  const auto first = std::min(whole.find_first_not_of('0'), whole.size());
  const int digits = static_cast<int>(whole.size() - first);
  return {Class::kDecimal, std::clamp(digits + scale, 1, 38), std::min(scale, 37)};
}

std::optional<Type> decimal_result(char op, const Operand& a, const Operand& b) {
  if (!is_exact(a) || !is_exact(b)) return std::nullopt;
  if (a.type_class != Class::kDecimal && b.type_class != Class::kDecimal) return std::nullopt;
  if (op == '*') return capped(a.precision + b.precision + 1, a.scale + b.scale);
  if (op == '/') {
    const int scale = std::max(4, a.scale + b.precision - b.scale + 1);
    return capped(a.precision - a.scale + b.scale + scale, scale);
  }
  const int scale = std::max(a.scale, b.scale);
  return capped(std::max(a.precision - a.scale, b.precision - b.scale) + 1 + scale, scale);
}

}  // namespace darties::sql
