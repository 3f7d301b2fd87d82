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

/// What GROUP BY names: a key as it is written there, or the item of the select list that it means.
struct Key {
  ExpressionPtr value;
  Span place;
};

Key key_of(const Context& context, const SelectBody& select, const ExpressionPtr& written) {
  const SelectItem* item = item_of_key(select, *written);
  const bool by_name =
      written->kind == Kind::kColumn && item != nullptr && is_column(context, written->path);
  return {.value = item == nullptr || by_name ? written : item->value, .place = written->span};
}

/// Shows, wherever the key stands outside of an aggregate, the value of one row of the group. Inside of another key it
/// is part of that.
class ShownKey {
 public:
  ShownKey(Context& context, const Key& key, const std::vector<Key>& keys, const BlankFree& trimmed)
      : context_(context), key_(key.value), keys_(keys), trimmed_(trimmed) {}

  void in(const ExpressionPtr& node) const {
    if (node == nullptr || is_aggregate(*node)) return;
    if (same(context_, *node, *key_)) {
      show(node->span);
      return;
    }
    if (std::any_of(keys_.begin(), keys_.end(),
                    [&](const Key& other) { return same(context_, *node, *other.value); }))
      return;
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
  const std::vector<Key>& keys_;
  BlankFree trimmed_;
};

void group_key(Context& context, const SelectBody& select, const std::vector<SortKey>& order_by,
               const Key& key, const std::vector<Key>& keys) {
  const BlankFree trimmed(context, key.value);
  if (!trimmed.may_matter()) return;
  if (select.grouping_sets) {
    if (traits_of(context, *key.value).is_text)
      context.refuse(key.place.begin,
                     "ROLLUP, CUBE and GROUPING SETS of texts that may end in a blank");
    return;
  }
  const Span place = key.place;
  context.edits.rewrite(place, [&context, trimmed, key, place](const Inner& inner) {
    if (!trimmed.matters()) return inner(place);
    context.raw_keys = true;
    const Fragment raw =
        key.value->span == place ? inner(place) : context.edits.render(key.value->span);
    context.raw_keys = false;
    return trimmed.around(raw);
  });
  const ShownKey shown(context, key, keys, trimmed);
  for (const auto& other : select.items) shown.in(other.value);
  shown.in(select.having);
  shown.in(select.qualify);
  for (const auto& sort : order_by) shown.in(sort.value);
}

}  // namespace

void group_without_blanks(Context& context, const SelectBody& select,
                          const std::vector<SortKey>& order_by) {
  std::vector<Key> keys;
  for (const auto& written : select.group_by) {
    const bool several =
        written->kind == Kind::kRow ||
        (written->kind == Kind::kCall && (written->name == "rollup" || written->name == "cube"));
    if (several) {
      for (const auto& part : written->children) keys.push_back(key_of(context, select, part));
    } else {
      keys.push_back(key_of(context, select, written));
    }
  }
  for (const Key& key : keys) group_key(context, select, order_by, key, keys);
}

}  // namespace darties::sql
