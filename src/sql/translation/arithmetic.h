#pragma once

#include <optional>

#include "sql/catalog.h"
#include "sql/type.h"

namespace darties::sql {

/// What arithmetic knows of an operand.
struct Operand {
  enum class Class {
    kUnknown,
    kInteger,
    kDecimal,
    kFloat,
    kText,
    kOther
  } type_class = Class::kUnknown;
  int precision = 0;  ///< kDecimal, and kInteger as the decimal it becomes: 5, 10 or 19
  int scale = 0;

  bool operator==(const Operand&) const = default;
};

Operand operand_of(const ProbedType& type);
/// Of a number as written: 12 is an integer, 1.50 is DECIMAL(3,2), 1e3 is a float.
Operand operand_of_number(std::string_view text);

/// DECIMAL(p,s) that Redshift gives to `a op b`, when at least one is a decimal and the other a decimal or an integer
/// (reference: r_numeric_computations201). Absent for other operands.
std::optional<Type> decimal_result(char op, const Operand& a, const Operand& b);

}  // namespace darties::sql
