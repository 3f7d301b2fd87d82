#include <algorithm>

#include "base/text.h"
#include "sql/translation/blanks.h"
#include "sql/translation/functions/registry.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

bool is_aggregate(const Expression& node) {
  if (node.kind != Kind::kCall || (node.call != nullptr && node.call->over)) return false;
  const FunctionRule* rule = find_function(node.name);
  return rule != nullptr && rule->aggregate;
}

/// Whether both mean the same value: the same text, or the same column.
bool same(const Context& context, const Expression& a, const Expression& b) {
  if (a.kind == Kind::kColumn && b.kind == Kind::kColumn) {
    return a.name == b.name &&
           (a.path.size() == b.path.size() ? a.path == b.path
                                           : a.path.size() == 1 || b.path.size() == 1);
  }
  return lower_ascii(std::string(context.text_of(a.span))) ==
         lower_ascii(std::string(context.text_of(b.span)));
}

/// Shows, wherever the key stands outside of an aggregate, the value of one row of the group.
class ShownKey {
 public:
  ShownKey(Context& context, const ExpressionPtr& key, const BlankFree& trimmed)
      : context_(context), key_(key), trimmed_(trimmed) {}

  void in(const ExpressionPtr& node) const {
    if (node == nullptr || is_aggregate(*node)) return;
    if (same(context_, *node, *key_)) {
      show(node->span);
      return;
    }
    for (const auto& child : node->children) in(child);
    if (node->call == nullptr || !node->call->over) return;
    for (const auto& key : node->call->over->partition_by) in(key);
    for (const auto& key : node->call->over->order_by) in(key.value);
  }

 private:
  void show(Span span) const {
    context_.edits.rewrite(
        span, [&context = context_, trimmed = trimmed_, span](const Inner& inner) {
          if (context.raw_keys || !trimmed.matters()) return inner(span);
          return Fragment("any_value(", span.begin).add(inner(span)).add(")", span.end);
        });
  }

  Context& context_;
  ExpressionPtr key_;
  BlankFree trimmed_;
};

void group_key(Context& context, const SelectBody& select, const std::vector<SortKey>& order_by,
               const ExpressionPtr& written) {
  const SelectItem* item = item_of_key(select, *written);
  const bool by_name =
      written->kind == Kind::kColumn && item != nullptr && is_column(context, written->path);
  const ExpressionPtr key = item == nullptr || by_name ? written : item->value;
  const BlankFree trimmed(context, key);
  if (!trimmed.may_matter()) return;
  if (select.grouping_sets) {
    if (traits_of(context, *key).is_text)
      context.refuse(written->span.begin,
                     "ROLLUP, CUBE and GROUPING SETS of texts that may end in a blank");
    return;
  }
  const Span place = written->span;
  context.edits.rewrite(place, [&context, trimmed, key, place](const Inner& inner) {
    if (!trimmed.matters()) return inner(place);
    context.raw_keys = true;
    const Fragment raw = key->span == place ? inner(place) : context.edits.render(key->span);
    context.raw_keys = false;
    return trimmed.around(raw);
  });
  const ShownKey shown(context, key, trimmed);
  for (const auto& other : select.items) shown.in(other.value);
  shown.in(select.having);
  shown.in(select.qualify);
  for (const auto& sort : order_by) shown.in(sort.value);
}

}  // namespace

void group_without_blanks(Context& context, const SelectBody& select,
                          const std::vector<SortKey>& order_by) {
  for (const auto& key : select.group_by) {
    if (key->kind == Kind::kRow) {
      for (const auto& part : key->children) group_key(context, select, order_by, part);
    } else if (key->kind == Kind::kCall && (key->name == "rollup" || key->name == "cube")) {
      for (const auto& part : key->children) group_key(context, select, order_by, part);
    } else {
      group_key(context, select, order_by, key);
    }
  }
}

}  // namespace darties::sql
