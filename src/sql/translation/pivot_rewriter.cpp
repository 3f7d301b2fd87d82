#include <algorithm>
#include <set>

#include "base/text.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

// PIVOT is written as two groupings, so that aggregates keep Redshift's types and the columns Redshift's names: first
// by every column that PIVOT does not use and the pivoted one, then by the others alone. UNPIVOT is DuckDB's.

namespace darties::sql {
namespace {

void add_names(const Expression& node, std::set<std::string>& names) {
  if (node.kind == ExpressionKind::kColumn) names.insert(node.name);
  for (const auto& child : node.children) add_names(*child, names);
}

std::string list_of(const std::set<std::string>& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + duckdb_name(name);
  return list;
}

/// The column of one value: its alias or text, and behind it the aggregate's alias.
std::string name_of(const Context& context, const Pivot& pivot, const SelectItem& value,
                    const SelectItem& aggregate) {
  const Expression& written = *value.value;
  std::string name = value.alias;
  if (name.empty()) {
    name = written.kind == ExpressionKind::kString
               ? lower_ascii(written.text)
               : lower_ascii(std::string(context.text_of(written.span)));
  }
  if (!aggregate.alias.empty()) return name + "_" + aggregate.alias;
  return pivot.aggregates.size() == 1 ? name : name + "_" + aggregate.value->name;
}

class PivotRewriter {
 public:
  PivotRewriter(Context& context, const FromItem& item, const KnownColumns& columns)
      : context_(context), item_(item), pivot_(*item.pivot), columns_(columns) {
    add_names(*pivot_.column, used_);
    for (const auto& aggregate : pivot_.aggregates) add_names(*aggregate.value, used_);
  }

  /// Also the columns it gives.
  KnownColumns rewrite() {
    KnownColumns result = std::vector<KnownColumn>();
    std::set<std::string> helpers{"darties_for"};
    std::string spread;
    for (std::size_t i = 0; i < pivot_.aggregates.size(); ++i)
      helpers.insert(fmt::format("darties_{}", i + 1));
    for (const auto& column : columns_.value_or(std::vector<KnownColumn>())) {
      if (!used_.contains(column.name)) result->push_back(column);
      if (column.traits.may_end_in_blank && column.traits.is_text)
        context_.refuse(pivot_.span.begin, "PIVOT over texts that may end in a blank");
    }
    add_edit("(SELECT * EXCLUDE (" + list_of(helpers) + ")", *result);
    if (!columns_) return std::nullopt;
    return result;
  }

 private:
  struct Spread {
    Span value;
    bool null = false;
    bool count = false;
    std::size_t aggregate = 0;
    std::string name;
  };

  std::vector<Spread> spreads(std::vector<KnownColumn>& result) const {
    std::vector<Spread> spreads;
    for (const auto& value : pivot_.in) {
      const bool null = value.value->kind == ExpressionKind::kNull;
      for (std::size_t i = 0; i < pivot_.aggregates.size(); ++i) {
        const SelectItem& aggregate = pivot_.aggregates[i];
        const std::string name = name_of(context_, pivot_, value, aggregate);
        spreads.push_back({value.value->span, null, aggregate.value->name == "count", i + 1, name});
        result.push_back({name, traits_of(context_, *aggregate.value)});
      }
    }
    return spreads;
  }

  void add_edit(const std::string& head, std::vector<KnownColumn>& result) {
    const auto all = spreads(result);
    const Span span = item_.span;
    const std::string alias = item_.alias.empty() ? "" : " AS " + duckdb_name(item_.alias);
    context_.edits.rewrite(span, [this_ = *this, all, head, span, alias](const Inner& inner) {
      Fragment text(head, span.begin);
      for (const auto& spread : all) this_.add_spread(text, spread, inner);
      return text.add(" FROM (", span.begin)
          .add(this_.grouped(inner))
          .add(") GROUP BY ALL)" + alias, span.end);
    });
  }

  void add_spread(Fragment& text, const Spread& spread, const Inner& inner) const {
    const std::size_t at = spread.value.begin;
    text.add(spread.count ? ", coalesce(" : ", ", at);
    text.add(fmt::format("any_value(darties_{}) FILTER (WHERE darties_for ", spread.aggregate), at);
    if (spread.null) {
      text.add("IS NULL)", at);
    } else {
      text.add("= ", at).add(inner(spread.value)).add(")", at);
    }
    text.add((spread.count ? ", 0) AS " : " AS ") + duckdb_name(spread.name), at);
  }

  Fragment grouped(const Inner& inner) const {
    const std::size_t at = item_.span.begin;
    Fragment text("SELECT * EXCLUDE (" + list_of(used_) + "), ", at);
    text.add(inner(pivot_.column->span)).add(" AS darties_for", at);
    for (std::size_t i = 0; i < pivot_.aggregates.size(); ++i) {
      text.add(", ", at).add(inner(pivot_.aggregates[i].value->span));
      text.add(fmt::format(" AS darties_{}", i + 1), at);
    }
    return text.add(" FROM ", at).add(inner(item_.left->span)).add(" GROUP BY ALL", at);
  }

  Context& context_;
  const FromItem& item_;
  const Pivot& pivot_;
  KnownColumns columns_;
  std::set<std::string> used_;
};

KnownColumns unpivoted(Context& context, const Pivot& pivot, const KnownColumns& columns) {
  std::set<std::string> used;
  Traits values = kNeitherTextNorSuper;
  for (const auto& column : pivot.in) {
    if (column.value->kind != ExpressionKind::kColumn)
      context.fail(column.span.begin, "the IN list of UNPIVOT names columns");
    rewrite_expression(context, column.value);
    const Traits traits = traits_of(context, *column.value);
    values = used.empty() ? traits : either(values, traits);
    used.insert(column.value->name);
    if (!column.alias.empty() && !context.text_of(column.alias_span).starts_with('\''))
      context.edits.replace(column.alias_span, duckdb_literal(column.alias));
  }
  rewrite_identifier(context, pivot.value_span, pivot.value_name);
  rewrite_identifier(context, pivot.label_span, pivot.label_name);
  if (!columns) return std::nullopt;
  std::vector<KnownColumn> result;
  for (const auto& column : *columns) {
    if (!used.contains(column.name)) result.push_back(column);
  }
  result.push_back({pivot.label_name, {false, true, false}});
  result.push_back({pivot.value_name, values});
  return result;
}

}  // namespace

void rewrite_pivot(Context& context, const FromItem& item) {
  const Pivot& pivot = *item.pivot;
  std::vector<Source> outside;
  std::swap(outside, context.sources.back());
  rewrite_from(context, *item.left);
  const std::vector<Source>& inside = context.sources.back();
  KnownColumns columns;
  if (std::all_of(inside.begin(), inside.end(), [](const auto& s) { return s.columns; })) {
    columns.emplace();
    for (auto& column : star_columns(inside)) columns->push_back(std::move(column.column));
  }
  if (pivot.unpivot) {
    columns = unpivoted(context, pivot, columns);
    if (!item.alias.empty()) rewrite_identifier(context, item.alias_span, item.alias);
  } else {
    columns = PivotRewriter(context, item, columns).rewrite();
    for (const auto& aggregate : pivot.aggregates) rewrite_expression(context, aggregate.value);
    for (const auto& value : pivot.in) rewrite_expression(context, value.value);
    rewrite_expression(context, pivot.column);
  }
  std::swap(outside, context.sources.back());
  context.sources.back().push_back(
      {.alias = item.alias, .schema = "", .columns = std::move(columns)});
}

}  // namespace darties::sql
