#include "sql/translation/named_once.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "sql/translation/functions/registry.h"

namespace darties::sql {
namespace {

constexpr std::int64_t kFewNodes = 4;
constexpr std::int64_t kMostNodes = 60;

/// What a lambda of DuckDB's can not hold.
bool has_query_or_aggregate(const Expression& node) {
  if (node.query != nullptr || (node.call != nullptr && node.call->over)) return true;
  if (node.kind == ExpressionKind::kCall) {
    const FunctionRule* rule = find_function(node.name);
    if (rule == nullptr || rule->aggregate) return true;
  }
  return std::any_of(node.children.begin(), node.children.end(),
                     [](const auto& child) { return has_query_or_aggregate(*child); });
}

}  // namespace

bool is_large(const Expression& argument) { return argument.size > kFewNodes; }

bool may_name_once(const Context& context, const Expression& node) {
  const Expression& value = *node.children[0];
  if (!is_large(value)) return false;
  const bool may = std::none_of(node.children.begin() + 1, node.children.end(),
                                [](const auto& child) { return has_query_or_aggregate(*child); });
  if (!may && value.size > kMostNodes) {
    context.refuse(value.span.begin,
                   "a large expression that is compared with queries, aggregates or window "
                   "functions; name it in a query in FROM");
  }
  return may;
}

Fragment name_once(const Fragment& value, const Fragment& body, Span span) {
  return Fragment("list_transform([", span.begin)
      .add(value)
      .add("], lambda darties_value: ", span.begin)
      .add(body)
      .add(")[1]", span.end);
}

Substitution::Substitution(std::string_view pattern, const std::vector<ExpressionPtr>& arguments) {
  std::vector<int> uses(arguments.size(), 0);
  std::size_t copied = 0;
  for (std::size_t at = pattern.find('$'); at != std::string_view::npos;
       at = pattern.find('$', at + 1)) {
    if (at + 1 == pattern.size() || std::isdigit(static_cast<unsigned char>(pattern[at + 1])) == 0)
      continue;
    pieces_.emplace_back(pattern.substr(copied, at - copied));
    std::size_t number = 0;
    copied = at + 1;
    while (copied < pattern.size() &&
           std::isdigit(static_cast<unsigned char>(pattern[copied])) != 0)
      number = number * 10 + static_cast<std::size_t>(pattern[copied++] - '0');
    numbers_.push_back(number - 1);
    if (++uses.at(number - 1) > 1 && is_large(*arguments[number - 1])) through_lambda_ = true;
  }
  pieces_.emplace_back(pattern.substr(copied));
}

Fragment Substitution::plain(Span span, const std::vector<Fragment>& arguments) const {
  Fragment result(pieces_[0], span.begin);
  for (std::size_t i = 0; i < numbers_.size(); ++i)
    result.add(arguments[numbers_[i]]).add(pieces_[i + 1], span.begin);
  return result;
}

// list_transform([struct_pack(a1 := …)], lambda v: f(v.a1, v.a1))[1]
Fragment Substitution::operator()(Span span, const std::vector<Fragment>& arguments) const {
  if (!through_lambda_) return plain(span, arguments);
  Fragment result("list_transform([struct_pack(", span.begin);
  std::vector<Fragment> names;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string name = fmt::format("a{}", i + 1);
    result.add(fmt::format("{}{} := ", i == 0 ? "" : ", ", name), span.begin).add(arguments[i]);
    names.emplace_back("darties_value." + name, span.begin);
  }
  return result.add(")], lambda darties_value: ", span.begin)
      .add(plain(span, names))
      .add(")[1]", span.end);
}

}  // namespace darties::sql
