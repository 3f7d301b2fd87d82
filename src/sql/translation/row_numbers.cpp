// ROW_NUMBER() OVER (PARTITION BY … ORDER BY a DESC, b DESC) AS nth … WHERE nth = 1 keeps the first rows of each partition.
// DuckDB finds them without sorting all rows (it keeps the best so far: arg_max), but only where the window has one sort
// key that puts NULL last. A row of the keys is such a key: it is never NULL itself, and the NULLs in it sort as
// Redshift's do, above everything else.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "sql/lexer.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

bool is_row_number(const Expression& value) {
  return value.kind == ExpressionKind::kCall && value.name == "row_number" &&
         value.call != nullptr && value.call->over.has_value();
}

bool limits_from_above(std::string_view comparison) {
  return comparison == "=" || comparison == "<=" || comparison == "<";
}

/// The names that a statement compares with a number as one does to keep the first rows: nth = 1, q.nth <= 3.
std::set<std::string> limited_names(const Statement& statement) {
  const std::vector<Token> tokens = tokenize(statement);
  std::set<std::string> names;
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const bool name = tokens[i].kind == TokenKind::kWord || tokens[i].kind == TokenKind::kQuoted;
    if (name && limits_from_above(tokens[i + 1].text) && tokens[i + 2].kind == TokenKind::kNumber)
      names.insert(identifier_value(tokens[i]));
  }
  return names;
}

/// The row numbers that a condition of QUALIFY limits itself.
void find_limited(const Expression& condition, std::vector<const Window*>& found) {
  if (condition.kind != ExpressionKind::kBinary) return;
  const Expression& left = *condition.children[0];
  const Expression& right = *condition.children[1];
  if (condition.name == "and") {
    find_limited(left, found);
    find_limited(right, found);
  } else if (limits_from_above(condition.name) && is_row_number(left) &&
             right.kind == ExpressionKind::kNumber) {
    found.push_back(&*left.call->over);
  }
}

/// Whether all keys run in one direction and leave NULL where Redshift puts it.
bool run_alike(const Context& context, const std::vector<SortKey>& keys) {
  return std::all_of(keys.begin(), keys.end(), [&](const SortKey& key) {
    const std::string_view rest = context.text_of({key.value->span.end, key.span.end});
    return key.descending == keys.front().descending &&
           lower_ascii(rest).find("nulls") == std::string::npos;
  });
}

void sort_by_one_key(Context& context, const Window& window) {
  const std::vector<SortKey>& keys = window.order_by;
  const bool descending = !keys.empty() && keys.front().descending;
  if (keys.size() < 2 && !descending) return;  // one ascending key is what DuckDB wants
  if (!run_alike(context, keys)) return;
  std::vector<Span> values;
  for (const SortKey& key : keys) values.push_back(key.value->span);
  const Span whole{keys.front().span.begin, keys.back().span.end};
  context.edits.rewrite(whole, [whole, values, descending](const Inner& inner) {
    Fragment result("row(", whole.begin);
    for (const Span& value : values) {
      if (value.begin != values.front().begin) result.add(", ", value.begin);
      result.add(inner(value));
    }
    return result.add(descending ? ") DESC NULLS LAST" : ")", whole.end);
  });
}

}  // namespace

void sort_limited_row_numbers(Context& context, const SelectBody& select) {
  std::vector<const Window*> windows;
  for (const auto& item : select.items) {
    if (is_row_number(*item.value) && limited_names(context.statement).contains(item.alias))
      windows.push_back(&*item.value->call->over);
  }
  if (select.qualify != nullptr) find_limited(*select.qualify, windows);
  for (const Window* window : windows) sort_by_one_key(context, *window);
}

}  // namespace darties::sql
