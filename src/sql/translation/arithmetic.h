#pragma once

#include <optional>

#include "sql/translation/context.h"

namespace darties::sql {

/// DECIMAL(p,s) that Redshift gives to `a op b`, when at least one is a decimal and the other a decimal or an integer
/// (reference: r_numeric_computations201). Absent for other operands.
std::optional<Type> decimal_result(char op, const Operand& a, const Operand& b);

/// Adds the edit that gives `a op b` Redshift's type and errors; `op` is one of + - * / %, node's children the operands:
/// of an operator, or of a call such as MOD(a, b).
void rewrite_arithmetic(Context& context, const Expression& node, char op);

/// The same for a || b: numbers and moments become texts as Redshift writes them.
void rewrite_concatenation(Context& context, const Expression& node);

/// The argument of MEDIAN and PERCENTILE_CONT: whole numbers and decimals give a decimal with one digit more, so that
/// the middle of two values is exact.
void interpolate_exactly(Context& context, const ExpressionPtr& value);

}  // namespace darties::sql
