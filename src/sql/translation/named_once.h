#pragma once

#include <string_view>
#include <vector>

#include "sql/translation/context.h"
#include "sql/translation/fragment.h"

namespace darties::sql {

/// A pattern with the texts of its arguments put in: $1, $2, …
///
/// A pattern that names an argument twice would double the statement with every level of such calls in one another.
/// Where an argument is more than a few words it becomes the parameter of a lambda, which has a name.
class Substitution {
 public:
  Substitution(std::string_view pattern, const std::vector<ExpressionPtr>& arguments);

  Fragment operator()(Span span, const std::vector<Fragment>& arguments) const;

 private:
  Fragment plain(Span span, const std::vector<Fragment>& arguments) const;

  std::vector<std::string> pieces_;   // around the arguments
  std::vector<std::size_t> numbers_;  // of the arguments between them
  bool through_lambda_ = false;
};

/// Whether it is large enough to be named once.
bool is_large(const Expression& argument);

// CASE x WHEN … and DECODE(x, …) name x once for each WHEN, also where DuckDB writes them out. Their results must be
// computed for their rows only, so that x alone becomes the parameter of a lambda.

/// Whether children[0] is large, and the others may stand in a lambda.
/// Errors: kInvalid when it is so large that it must, and they may not.
bool may_name_once(const Context& context, const Expression& node);
/// The name, and what `body` is that uses it, with its value.
inline constexpr std::string_view kNamedValue = "darties_value";
Fragment name_once(const Fragment& value, const Fragment& body, Span span);

}  // namespace darties::sql
