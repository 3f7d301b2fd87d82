#include <algorithm>

#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

// Stars: EXCLUDE stands right after the star in DuckDB, in parentheses; and after USING or NATURAL, Redshift shows the
// shared columns first, DuckDB where they stand in the first table.

namespace darties::sql {
namespace {

std::string exclusion_text(const Exclusion& exclude) {
  std::string text;
  for (const auto& name : exclude.names) text += (text.empty() ? "" : ", ") + duckdb_name(name);
  return "EXCLUDE (" + text + ")";
}

/// Whether DuckDB shows the columns in another order than Redshift, as far as is known.
bool is_reordered(const std::vector<Source>& sources) {
  return std::any_of(sources.begin(), sources.end(), [](const Source& source) {
    if (source.keys.empty() || !source.columns) return !source.keys.empty();
    for (std::size_t i = 0; i < source.keys.size(); ++i) {
      const bool same = i < source.columns->size() && (*source.columns)[i].name == source.keys[i];
      if (!same) return true;
    }
    return false;
  });
}

std::string expanded(const Context& context, const Expression& star,
                     const std::optional<Exclusion>& exclude) {
  const std::vector<Source>& sources = context.sources.back();
  for (const auto& source : sources) {
    if (!source.columns) {
      context.refuse(star.span.begin,
                     "* over USING or NATURAL, where the columns are not known; name them");
    }
  }
  std::string list;
  for (const auto& [table, column] : star_columns(sources)) {
    if (is_excluded(exclude, column.name)) continue;
    list += list.empty() ? "" : ", ";
    list += table.empty() ? duckdb_name(column.name) : duckdb_name({table, column.name});
  }
  return list;
}

void rewrite_star(Context& context, const SelectItem& item,
                  const std::optional<Exclusion>& exclude) {
  const Expression& star = *item.value;
  if (star.path.empty() && is_reordered(context.sources.back())) {
    context.edits.replace(item.exclude ? Span{star.span.begin, item.exclude->span.end} : star.span,
                          expanded(context, star, exclude));
  } else if (item.exclude) {
    context.edits.replace(item.exclude->span, exclusion_text(*exclude));
  } else if (exclude) {
    const Span span = star.span;
    context.edits.rewrite(span, [span, text = exclusion_text(*exclude)](const Inner& inner) {
      return inner(span).add(" " + text, span.end);
    });
  }
}

}  // namespace

void rewrite_stars(Context& context, const SelectBody& select) {
  std::size_t stars = 0;
  for (const auto& item : select.items) {
    if (item.value->kind == ExpressionKind::kStar) ++stars;
    if (item.value->kind == ExpressionKind::kStar || !select.exclude) continue;
    const std::string name = item.alias.empty() ? item.value->name : item.alias;
    if (is_excluded(select.exclude, name))
      context.refuse(select.exclude->span.begin, "EXCLUDE of a column that is named in the list");
  }
  if (select.exclude && stars != 1)
    context.refuse(select.exclude->span.begin, "EXCLUDE after a list without exactly one *");
  if (select.exclude) context.edits.replace(select.exclude->span, "");
  for (const auto& item : select.items) {
    if (item.value->kind != ExpressionKind::kStar) continue;
    rewrite_star(context, item, item.exclude ? item.exclude : select.exclude);
  }
}

}  // namespace darties::sql
