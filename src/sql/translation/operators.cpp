#include <algorithm>

#include "base/text.h"
#include "sql/translation/arithmetic.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

using Class = Operand::Class;

/// prefix(left, right)suffix in place of an operator.
void rewrite_as_call(Context& context, const Expression& node, std::string prefix,
                     std::string suffix = ")") {
  const Span span = node.span;
  const Span left = node.children[0]->span;
  const Span right = node.children.size() > 1 ? node.children[1]->span : Span{};
  context.edits.rewrite(span, [=](const Inner& inner) {
    Fragment result(prefix, span.begin);
    result.add(inner(left));
    if (!right.empty()) result.add(", ", right.begin).add(inner(right));
    return result.add(suffix, span.end);
  });
}

bool ends_in_blank(const Expression& expression) {
  return expression.kind == ExpressionKind::kString && expression.text.ends_with(' ');
}

std::string without_trailing_blanks(const std::string& text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

/// 'a ' = 'a': trailing blanks mean nothing in a comparison. Both sides lose them when a literal shows them.
class BlankComparison {
 public:
  BlankComparison(Context& context, const ExpressionPtr& side)
      : context_(&context), side_(context.typed(side)) {}

  Fragment operator()(const Inner& inner) const {
    const Span span = side_.expression->span;
    if (side_.expression->kind == ExpressionKind::kString) {
      return Fragment(duckdb_literal(without_trailing_blanks(side_.expression->text)), span.begin);
    }
    const Fragment text = context_->render(side_, inner);
    if (context_->operand(side_).type_class != Class::kText) return text;
    return Fragment("rtrim(", span.begin).add(text).add(", ' ')", span.end);
  }

 private:
  Context* context_;
  Context::Typed side_;
};

}  // namespace

void compare_without_blanks(Context& context, const std::vector<ExpressionPtr>& sides) {
  if (std::none_of(sides.begin(), sides.end(),
                   [](const auto& side) { return ends_in_blank(*side); }))
    return;
  for (const auto& side : sides) {
    if (side->kind != ExpressionKind::kSubquery)
      context.edits.rewrite(side->span, BlankComparison(context, side));
  }
}

namespace {

bool is_comparison(const std::string& name) {
  return name == "=" || name == "<>" || name == "!=" || name == "<" || name == ">" ||
         name == "<=" || name == ">=";
}

void rewrite_binary(Context& context, const Expression& node) {
  const std::string& name = node.name;
  if (is_comparison(name)) {
    compare_types(context, node.children);
    compare_without_blanks(context, node.children);
  }
  if (name.size() == 1 && std::string_view("+-*/%").find(name[0]) != std::string_view::npos) {
    rewrite_arithmetic(context, node, name[0]);
  } else if (name == "||") {
    rewrite_concatenation(context, node);
  } else if (name == "~") {
    rewrite_as_call(context, node, "regexp_matches(");
  } else if (name == "!~") {
    rewrite_as_call(context, node, "(NOT regexp_matches(", "))");
  } else if (name == "~*" || name == "!~*") {
    context.fail(node.name_span.begin, "the operator " + name + " does not exist in Redshift");
  } else if (name == "#") {
    rewrite_as_call(context, node, "xor(");
  } else if (name == "==") {
    context.fail(node.name_span.begin, "the operator == does not exist in Redshift; write =");
  } else if (name == "^") {
    rewrite_as_call(context, node, "power(");
  }
}

// ---- LIKE and SIMILAR TO

/// The regular expression behind a SIMILAR TO pattern: % and _ are wildcards, the rest is POSIX.
std::string similar_to_regex(std::string_view pattern) {
  std::string regex;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      regex += c;
      regex += pattern[++i];
    } else if (c == '%') {
      regex += ".*";
    } else if (c == '_') {
      regex += '.';
    } else if (c == '.' || c == '^' || c == '$') {
      regex += '\\';
      regex += c;
    } else {
      regex += c;
    }
  }
  return "(?s)" + regex;
}

void rewrite_similar(Context& context, const Expression& node) {
  const Expression& pattern = *node.children[1];
  if (pattern.kind != ExpressionKind::kString || node.children.size() > 2) {
    context.refuse(node.name_span.begin,
                   "SIMILAR TO with a pattern that is no literal, or with ESCAPE");
  }
  const std::string regex = duckdb_literal(similar_to_regex(pattern.text));
  const Span span = node.span;
  const Span value = node.children[0]->span;
  const std::string open = node.negated ? "(NOT regexp_full_match(" : "regexp_full_match(";
  const std::string close = node.negated ? "))" : ")";
  context.edits.rewrite(span, [=](const Inner& inner) {
    return Fragment(open, span.begin).add(inner(value)).add(", " + regex + close, value.end);
  });
}

}  // namespace

void rewrite_operator(Context& context, const ExpressionPtr& expression) {
  const Expression& node = *expression;
  if (node.kind == ExpressionKind::kBinary) return rewrite_binary(context, node);
  if (node.name == "|/") rewrite_as_call(context, node, "sqrt(");
  if (node.name == "||/") rewrite_as_call(context, node, "cbrt(");
  if (node.name == "@") rewrite_as_call(context, node, "abs(");
}

// Redshift's default escape is a backslash, DuckDB has none.
void rewrite_like(Context& context, const ExpressionPtr& expression) {
  const Expression& node = *expression;
  if (node.name == "similar to") return rewrite_similar(context, node);
  if (node.children.size() > 2) return;
  const Expression& pattern = *node.children[1];
  if (pattern.kind == ExpressionKind::kString && pattern.text.find('\\') == std::string::npos)
    return;
  const Span span = node.span;
  context.edits.rewrite(
      span, [span](const Inner& inner) { return inner(span).add(" ESCAPE '\\'", span.end); });
}

}  // namespace darties::sql
