// A value on its way into a column: INSERT, UPDATE, MERGE, DEFAULT.
#include "sql/translation/conversion.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/statements.h"

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

const Expression* string_literal(const Expression& value) {
  if (value.kind == Kind::kParenthesis) return string_literal(*value.children[0]);
  return value.kind == Kind::kString ? &value : nullptr;
}

/// Whether the column stores the value as it is written.
bool fits(const Expression& value, const Type& type) {
  return value.kind == Kind::kNull ||
         (value.kind == Kind::kString && type.id == TypeId::kVarchar &&
          value.text.size() <= static_cast<std::size_t>(type.length) && !value.text.ends_with(' '));
}

}  // namespace

Coercion coercion_to(const Type& type) {
  switch (type.id) {
    case TypeId::kVarchar:
      return {"darties_assign_varchar(", fmt::format(", {})", type.length)};
    case TypeId::kChar:
      return {"darties_assign_char(", fmt::format(", {})", type.length)};
    case TypeId::kVarbyte:
      return {"darties_assign_varbyte(", fmt::format(", {})", type.length)};
    case TypeId::kSuper:
      return {"CAST(darties_super(", ") AS JSON)"};
    case TypeId::kDecimal:
      if (type.precision != 19) return {};
      return {fmt::format("darties_decimal19_{}(CAST(", type.scale),
              fmt::format(" AS {}))", duckdb_type(type))};
    default:
      return {};
  }
}

bool rewrite_assigned_literal(Context& context, const Expression& value, const Type& type) {
  const Expression* literal = string_literal(value);
  if (literal == nullptr) return false;
  std::string written = literal_in_place(context, literal->span, literal->text, type);
  if (written.empty()) return false;
  context.edits.replace(value.span, std::move(written));
  return true;
}

void rewrite_assigned(Context& context, Span span, const std::shared_ptr<const Expression>& value,
                      const Type& type) {
  if (rewrite_assigned_literal(context, *value, type)) return;
  const Coercion coercion = coercion_to(type);
  if (!coercion.empty() && !fits(*value, type)) {
    context.edits.rewrite(span, [span, coercion](const Inner& inner) {
      return Fragment(coercion.before, span.begin).add(inner(span)).add(coercion.after, span.end);
    });
  }
  rewrite_expression(context, std::const_pointer_cast<Expression>(value));
}

}  // namespace darties::sql
