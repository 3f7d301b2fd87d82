#include "sql/translation/blanks.h"

#include <algorithm>

#include "base/text.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

namespace darties::sql {

BlankFree::BlankFree(Context& context, const ExpressionPtr& value)
    : context_(&context), value_(value), traits_(traits_of(context, *value)) {
  if (traits_.may_end_in_blank && !traits_.is_text) typed_ = context.typed(value);
}

bool BlankFree::matters() const {
  if (!traits_.may_end_in_blank) return false;
  return traits_.is_text || context_->operand(*typed_).type_class == Operand::Class::kText;
}

Fragment BlankFree::value(const Inner& inner) const {
  return typed_ ? context_->render(*typed_, inner) : inner(value_->span);
}

Fragment BlankFree::operator()(const Inner& inner) const {
  if (value_->kind == ExpressionKind::kString) {
    const std::string& text = value_->text;
    return Fragment(duckdb_literal(text.substr(0, text.find_last_not_of(' ') + 1)),
                    value_->span.begin);
  }
  return around(value(inner));
}

Fragment BlankFree::around(Fragment text) const {
  if (!matters()) return text;
  const Span span = value_->span;
  return Fragment("rtrim(", span.begin).add(text).add(", ' ')", span.end);
}

namespace {

/// A literal tells no two rows apart; as a key DuckDB takes a number for a position, and no text at all.
bool is_literal(const Expression& value) {
  switch (value.kind) {
    case ExpressionKind::kNull:
    case ExpressionKind::kBoolean:
    case ExpressionKind::kNumber:
    case ExpressionKind::kString:
      return true;
    case ExpressionKind::kParenthesis:
      return is_literal(*value.children[0]);
    case ExpressionKind::kUnary:
      return (value.name == "-" || value.name == "+") && is_literal(*value.children[0]);
    default:
      return false;
  }
}

}  // namespace

void trim_in_place(Context& context, const ExpressionPtr& value) {
  const BlankFree trimmed(context, value);
  if (trimmed.may_matter()) context.edits.rewrite(value->span, trimmed);
}

void sort_without_blanks(Context& context, const SelectBody* select,
                         const std::vector<SortKey>& keys) {
  for (const auto& key : keys) {
    const Expression& value = *key.value;
    const SelectItem* item = select == nullptr ? nullptr : item_of_key(*select, value);
    if (item == nullptr) {
      if (value.kind != ExpressionKind::kNumber) trim_in_place(context, key.value);
      continue;
    }
    const BlankFree trimmed(context, item->value);
    std::string name = item->alias.empty() ? column_name(*item->value) : item->alias;
    if (name.empty()) name = item->value->name;
    if (!trimmed.may_matter() || item->value->kind == ExpressionKind::kStar) continue;
    context.edits.rewrite(value.span, [trimmed, name, span = value.span](const Inner& inner) {
      if (!trimmed.matters()) return inner(span);
      return trimmed.around(Fragment(duckdb_name(name), span.begin));
    });
  }
}

void distinct_without_blanks(Context& context, const SelectBody& select) {
  if (!select.distinct) return;
  std::vector<BlankFree> keys;
  std::vector<Span> spans;
  bool star = false;
  for (const auto& item : select.items) {
    star = star || item.value->kind == ExpressionKind::kStar;
    if (is_literal(*item.value)) continue;
    keys.emplace_back(context, item.value);
    spans.push_back(item.value->span);
  }
  if (star) {
    const KnownColumns columns = columns_of(context, select);
    const bool any = columns && std::any_of(columns->begin(), columns->end(), [](const auto& c) {
                       return c.traits.is_text && c.traits.may_end_in_blank;
                     });
    if (any)
      context.refuse(select.distinct_span.begin,
                     "DISTINCT * over texts that may end in a blank; name the columns");
    return;
  }
  if (std::none_of(keys.begin(), keys.end(), [](const auto& key) { return key.may_matter(); }))
    return;
  const Span span = select.distinct_span;
  context.edits.rewrite(span, [&context, keys, spans, span](const Inner& inner) {
    if (std::none_of(keys.begin(), keys.end(), [](const auto& key) { return key.matters(); }))
      return inner(span);
    Fragment result("DISTINCT ON (", span.begin);
    context.raw_keys = true;
    for (std::size_t i = 0; i < keys.size(); ++i)
      result.add(i == 0 ? "" : ", ", span.begin).add(keys[i].around(inner(spans[i])));
    context.raw_keys = false;
    return result.add(")", span.end);
  });
}

void unite_without_blanks(Context& context, const QueryBody& body, const KnownColumns& left,
                          const KnownColumns& right) {
  if (body.all || !left || !right || left->size() != right->size()) return;
  std::string keys;
  bool any = false;
  for (std::size_t i = 0; i < left->size(); ++i) {
    const Traits traits = either((*left)[i].traits, (*right)[i].traits);
    const bool trim = traits.may_end_in_blank && traits.is_text;
    const std::string name = duckdb_name((*left)[i].name);
    any = any || trim;
    keys += (i == 0 ? "" : ", ") + (trim ? "rtrim(" + name + ", ' ')" : name);
  }
  if (!any) return;
  if (lower_ascii(context.text_of(body.operator_span)).substr(0, 5) != "union") {
    context.refuse(body.operator_span.begin,
                   "INTERSECT, EXCEPT and MINUS of texts that may end in a blank; write EXISTS");
  }
  const Span span = body.span;
  context.edits.replace(body.operator_span, "UNION ALL");
  context.edits.rewrite(span, [span, keys](const Inner& inner) {
    return Fragment("SELECT DISTINCT ON (" + keys + ") * FROM (", span.begin)
        .add(inner(span))
        .add(")", span.end);
  });
}

}  // namespace darties::sql
