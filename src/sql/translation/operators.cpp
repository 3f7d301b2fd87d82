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

/// DuckDB would take a SUPER operand for its JSON text, or not at all.
void refuse_super_operands(Context& context, const Expression& node) {
  if (node.name == "and" || node.name == "or") return;
  for (const auto& operand : node.children)
    refuse_super(context, operand, "the operator " + node.name);
}

void rewrite_binary(Context& context, const Expression& node) {
  const std::string& name = node.name;
  refuse_super_operands(context, node);
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
  } else if (name.find("~~") != std::string::npos) {
    context.refuse(node.name_span.begin, "the operator " + name + "; write LIKE");
  }
}

/// PRIOR column, of the row before in CONNECT BY.
void rewrite_prior(Context& context, const Expression& node) {
  if (context.hierarchical != Context::Hierarchical::kStep)
    context.refuse(node.span.begin, "PRIOR outside of CONNECT BY");
  const Expression& column = *node.children[0];
  if (column.kind != ExpressionKind::kColumn)
    context.refuse(node.span.begin, "PRIOR of anything but a column");
  context.edits.replace(node.span, "darties_prior." + duckdb_name(column.name));
}

}  // namespace

void rewrite_operator(Context& context, const ExpressionPtr& expression) {
  const Expression& node = *expression;
  if (node.kind == ExpressionKind::kBinary) return rewrite_binary(context, node);
  if (node.name == "prior") return rewrite_prior(context, node);
  if (node.name != "not") refuse_super_operands(context, node);
  if (node.name == "|/") rewrite_as_call(context, node, "sqrt(");
  if (node.name == "||/") rewrite_as_call(context, node, "cbrt(");
  if (node.name == "@") rewrite_as_call(context, node, "abs(");
}

}  // namespace darties::sql
