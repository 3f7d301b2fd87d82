#include "sql/syntax/expression_parser.h"

// Where PostgreSQL 8.0 and later ones read the same text differently, darties can not know which reading Redshift has
// kept, and asks for parentheses.

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

/// An operator without parentheses that is neither arithmetic nor a comparison: || ~ & | # << >>.
bool is_other_operator(const Expression& e) {
  constexpr std::string_view kLooseOrTight = "+-*/%^=<>";
  const auto known = [&](const Expression& node) {
    return kLooseOrTight.find(node.name) != std::string_view::npos || node.name == "<>" ||
           node.name == "!=" || node.name == "<=" || node.name == ">=" || node.name == "and" ||
           node.name == "or";
  };
  return e.kind == Kind::kBinary && !known(e);
}

bool is_comparison(const Expression& e) {
  return e.kind == Kind::kBinary &&
         (e.name == "=" || e.name == "<" || e.name == ">" || e.name == "<>" || e.name == "!=" ||
          e.name == "<=" || e.name == ">=");
}

bool is_pattern_or_range(const Expression& e) {
  return e.kind == Kind::kLike || e.kind == Kind::kBetween;
}

constexpr std::string_view kAmbiguous =
    "here operators bind in another order in PostgreSQL 8, from which Redshift comes, than in "
    "later ones; write parentheses";

}  // namespace

void ExpressionParser::refuse_ambiguous_is(const Expression& left) const {
  if (is_comparison(left) || is_other_operator(left) || is_pattern_or_range(left))
    cursor_.refuse(cursor_.peek().begin, kAmbiguous);
}

void ExpressionParser::refuse_ambiguous_comparison(const Expression& node) const {
  const Expression& right = *node.children[1];
  if (is_pattern_or_range(*node.children[0]) || is_pattern_or_range(right) ||
      right.kind == Kind::kIn || is_other_operator(right)) {
    cursor_.refuse(node.name_span.begin, kAmbiguous);
  }
}

}  // namespace darties::sql
