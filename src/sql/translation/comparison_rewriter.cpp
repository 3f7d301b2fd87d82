#include <algorithm>

#include "sql/translation/blanks.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/named_once.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

using Kind = ExpressionKind;
using Class = Operand::Class;

constexpr std::string_view kIsNumber = "IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE')";

/// What a value of SUPER is compared with.
Class class_of(const Context& context, const Context::Typed& typed) {
  if (typed.expression->kind == Kind::kString) return Class::kText;
  if (typed.expression->kind == Kind::kNull) return Class::kUnknown;
  return context.operand(typed).type_class;
}

/// One of several values that are compared. A SUPER value shows its scalar where that is of the other's kind, and is
/// NULL where it is not; two SUPER values are equal when they are written alike, or are the same number.
class Compared {
 public:
  Compared(Context& context, const std::vector<ExpressionPtr>& sides, std::size_t which)
      : context_(&context), side_(context.typed(sides[which])), trimmed_(context, sides[which]) {
    for (std::size_t i = 0; i < sides.size(); ++i) {
      // Of a list IN, each value is compared with the first side alone.
      if (i != which && (which == 0 || i == 0)) others_.push_back(context.typed(sides[i]));
    }
  }

  Fragment operator()(const Inner& inner) const {
    if (side_.expression->kind == Kind::kString) return trimmed_(inner);
    Fragment text = context_->render(side_, inner);
    if (context_->operand(side_).type_class == Class::kSuper) return scalar(text);
    return trimmed_.around(std::move(text));
  }

 private:
  Fragment scalar(const Fragment& value) const {
    Class kind = Class::kUnknown;
    for (const auto& other : others_) {
      if (const Class found = class_of(*context_, other); found != Class::kUnknown) kind = found;
    }
    switch (kind) {
      case Class::kText:
        return of(value, "= 'VARCHAR'", "", " ->> '$'");
      case Class::kInteger:
      case Class::kDecimal:
      case Class::kFloat:
        return of(value, kIsNumber, "CAST(", " AS DOUBLE)");
      case Class::kSuper:
        return comparable(value);
      default:
        return of(value, "= 'BOOLEAN'", "CAST(", " AS BOOLEAN)");
    }
  }

  Fragment of(const Fragment& value, std::string_view type, std::string_view before,
              std::string_view after) const {
    return once(value,
                fmt::format("CASE WHEN json_type($1) {} THEN {}$1{} END", type, before, after));
  }

  Fragment comparable(const Fragment& value) const {
    return once(value,
                fmt::format("CASE WHEN json_type($1) {} THEN CAST(CAST($1 AS DOUBLE) AS VARCHAR) "
                            "ELSE CAST($1 AS VARCHAR) END",
                            kIsNumber));
  }

  Fragment once(const Fragment& value, std::string_view pattern) const {
    return Substitution(pattern, {side_.expression})(side_.expression->span, {value});
  }

  Context* context_;
  Context::Typed side_;
  BlankFree trimmed_;
  std::vector<Context::Typed> others_;
};

bool is_comparison(const Expression& node) {
  const std::string& name = node.name;
  return node.kind == Kind::kBinary && (name == "=" || name == "<>" || name == "!=" ||
                                        name == "<" || name == ">" || name == "<=" || name == ">=");
}

/// 1 < 2 = true: DuckDB wants parentheses.
void parenthesise(Context& context, const Expression& node) {
  const bool bare = is_comparison(node) || node.kind == Kind::kBetween || node.kind == Kind::kIn ||
                    node.kind == Kind::kLike || node.kind == Kind::kIs;
  if (!bare) return;
  const Span span = node.span;
  context.edits.rewrite(span, [span](const Inner& inner) {
    return Fragment("(", span.begin).add(inner(span)).add(")", span.end);
  });
}

// ---- rows: (a, b) = (c, d)

bool is_row(const Expression& node) { return node.kind == Kind::kRow; }

void compare_rows(Context& context, const Expression& left, const Expression& right) {
  if (!is_row(right) || left.children.size() != right.children.size())
    context.fail(right.span.begin, "a row is compared with a row of as many values");
  for (std::size_t i = 0; i < left.children.size(); ++i)
    compare(context, {left.children[i], right.children[i]});
}

Fragment rows_equal(const Expression& left, const Expression& right, const Inner& inner) {
  Fragment result("(", left.span.begin);
  for (std::size_t i = 0; i < left.children.size(); ++i) {
    result.add(i == 0 ? "" : " AND ", right.span.begin);
    result.add(inner(left.children[i]->span)).add(" = ", right.span.begin);
    result.add(inner(right.children[i]->span));
  }
  return result.add(")", right.span.end);
}

/// (a, b) = (c, d), (a, b) IN ((c, d), …): compared one by one, since DuckDB's rows know no NULL.
void rewrite_rows(Context& context, const ExpressionPtr& expression, bool negated) {
  const auto& sides = expression->children;
  for (std::size_t i = 1; i < sides.size(); ++i) compare_rows(context, *sides[0], *sides[i]);
  context.edits.rewrite(expression->span, [expression, negated](const Inner& inner) {
    const auto& children = expression->children;
    const std::size_t at = expression->span.begin;
    Fragment result(negated ? "(NOT (" : "(", at);
    for (std::size_t i = 1; i < children.size(); ++i)
      result.add(i == 1 ? "" : " OR ", at).add(rows_equal(*children[0], *children[i], inner));
    return result.add(negated ? "))" : ")", at);
  });
}

// ---- x IN (SELECT …), x = ANY (SELECT …)

void compare_with_query(Context& context, const ExpressionPtr& value, const ExpressionPtr& query) {
  rewrite_expression(context, query);
  if (is_row(*value)) return;
  trim_in_place(context, value);
  const Traits inside = traits_of(context, *query);
  const bool text = inside.is_text || traits_of(context, *value).is_text;
  if (!text || !inside.may_end_in_blank) return;
  const Span span = query->span;
  context.edits.rewrite(span, [span](const Inner& inner) {
    return Fragment("(SELECT rtrim(CAST(compared AS VARCHAR), ' ') FROM ", span.begin)
        .add(inner(span))
        .add(" AS darties_in(compared))", span.end);
  });
}

}  // namespace

void compare(Context& context, const std::vector<ExpressionPtr>& sides) {
  compare_types(context, sides);
  bool super = false;
  for (const auto& side : sides) super = super || traits_of(context, *side).may_be_super;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (super) {
      context.edits.rewrite(sides[i]->span, Compared(context, sides, i));
    } else {
      trim_in_place(context, sides[i]);
    }
  }
}

void rewrite_comparison(Context& context, const ExpressionPtr& expression) {
  const Expression& node = *expression;
  const auto& sides = node.children;
  for (const auto& side : sides) {
    if (side->kind == Kind::kSubquery) rewrite_expression(context, side);
  }
  if (node.kind == Kind::kQuantified ||
      (node.kind == Kind::kIn && sides[1]->kind == Kind::kSubquery)) {
    return compare_with_query(context, sides[0], sides[1]);
  }
  if (is_row(*sides[0])) {
    const bool equality = node.name == "=" || node.name == "<>" || node.name == "!=";
    if (node.kind != Kind::kIn && !equality)
      context.refuse(node.span.begin, "rows compared with anything but =, <> and IN");
    return rewrite_rows(context, expression,
                        node.negated || (node.kind == Kind::kBinary && node.name != "="));
  }
  if (node.kind == Kind::kCase) {
    std::vector<ExpressionPtr> compared{sides[0]};
    const std::size_t end = sides.size() - (node.has_else ? 1 : 0);
    for (std::size_t i = 1; i + 1 < end + 1 && i < end; i += 2) compared.push_back(sides[i]);
    return compare(context, compared);
  }
  if (node.kind == Kind::kBinary) {
    for (const auto& side : sides) parenthesise(context, *side);
  }
  compare(context, sides);
}

void refuse_super(Context& context, const ExpressionPtr& value, const std::string& what) {
  if (!traits_of(context, *value).may_be_super) return;
  const auto typed = context.typed(value);
  if (typed.number == 0 && typed.literal.type_class != Class::kSuper) return;
  context.edits.rewrite(value->span, [&context, typed, what](const Inner& inner) {
    if (context.operand(typed).type_class == Class::kSuper)
      context.refuse(typed.expression->span.begin, what + " of a SUPER value; cast it first");
    return context.render(typed, inner);
  });
}

}  // namespace darties::sql
