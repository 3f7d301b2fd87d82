#pragma once

#include <optional>
#include <string_view>

#include "sql/catalog.h"
#include "sql/syntax/expression.h"
#include "sql/type.h"

namespace darties::sql {

/// What the translation knows of an operand: of a typed site, or of a literal from its text.
struct Operand {
  enum class Class {
    kUnknown,
    kInteger,
    kDecimal,
    kFloat,
    kText,
    kSuper,
    kOther
  } type_class = Class::kUnknown;
  int precision = 0;  ///< kDecimal, and kInteger as the decimal it becomes: 5, 10 or 19
  int scale = 0;
  std::optional<Type>
      type;  ///< none for NULL, for types that Redshift does not have, and while unknown
  bool literal = false;  ///< a string literal, which takes the type that its place wants

  bool is(TypeId id) const { return type && type->id == id; }
  bool operator==(const Operand&) const = default;
};

Operand operand_of(const ProbedType& type);
Operand operand_of(const Type& type);
/// Of a number as written: 12 is an integer, 1.50 is DECIMAL(3,2), 1e3 is a float.
Operand operand_of_number(std::string_view text);
/// Of an expression whose text tells its type: literals and casts. A probe around a literal would make it stricter than
/// DuckDB's literals are.
std::optional<Operand> operand_of_text(const Expression& expression);

}  // namespace darties::sql
