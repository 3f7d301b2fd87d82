#include "base/text.h"
#include "sql/translation/conversion.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

/// The string literal an expression is, parentheses left aside.
const Expression* string_literal(const Expression& expression) {
  if (expression.kind == Kind::kParenthesis) return string_literal(*expression.children[0]);
  return expression.kind == Kind::kString ? &expression : nullptr;
}

/// 'abc'::VARCHAR(5) needs no cutting.
bool fits(const Expression& literal, const Type& type) {
  return type.id == TypeId::kVarchar &&
         literal.text.size() <= static_cast<std::size_t>(type.length);
}

class Cast {
 public:
  Cast(Context& context, const ExpressionPtr& node)
      : context_(&context),
        value_(context.typed(node->children[0])),
        type_(*node->type),
        span_(node->span),
        type_span_(node->type_span) {}

  Fragment operator()(const Inner& inner) const {
    const Conversion made = conversion(context_->operand(value_), type_);
    if (!made.impossible.empty()) context_->fail(span_.begin, made.impossible);
    if (!made.unsupported.empty()) context_->refuse(type_span_.begin, made.unsupported);
    return Fragment(made.around.before, span_.begin)
        .add(context_->render(value_, inner))
        .add(made.around.after, span_.end);
  }

 private:
  Context* context_;
  Context::Typed value_;
  Type type_;
  Span span_;
  Span type_span_;
};

}  // namespace

std::string literal_in_place(const Context& context, Span place, std::string_view text,
                             const Type& type, std::string_view qualifier) {
  try {
    return literal_of_type(text, type, qualifier);
  } catch (Error& error) {
    error.at(place_of(context.statement, place.begin));
    throw;
  }
}

void rewrite_cast(Context& context, const ExpressionPtr& expression) {
  const Expression& node = *expression;
  if (const Expression* literal = string_literal(*node.children[0])) {
    std::string written = literal_in_place(context, literal->span, literal->text, *node.type);
    if (written.empty() && fits(*literal, *node.type))
      written = fmt::format("CAST({} AS VARCHAR)", duckdb_literal(literal->text));
    if (!written.empty()) return context.edits.replace(node.span, std::move(written));
  }
  context.edits.rewrite(node.span, Cast(context, expression));
}

}  // namespace darties::sql
