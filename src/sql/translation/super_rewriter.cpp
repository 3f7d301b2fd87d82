#include <algorithm>

#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"

// SUPER values are JSON. A path into one is lax: what is not there is NULL, and so is a null of JSON. Attributes are
// named in lower case, as every name.

namespace darties::sql {
namespace {

using Kind = ExpressionKind;

/// A path's beginning, which is no path itself, and its steps in the notation of JSON: ."name"[0].
struct Path {
  Span base;
  Traits traits;
  std::string steps;
};

void add_attribute(const Context& context, Path& path, const std::string& name, std::size_t place) {
  if (name.find('"') != std::string::npos)
    context.refuse(place, "an attribute with a quotation mark in its name");
  path.steps += ".\"" + name + "\"";
}

void add_index(const Context& context, Path& path, const Expression& index) {
  const bool number = index.kind == Kind::kNumber &&
                      index.text.find_first_not_of("0123456789") == std::string::npos;
  if (!number) context.refuse(index.span.begin, "an index of a SUPER array that is no number");
  path.steps += "[" + index.text + "]";
}

Path path_of_column(Context& context, const Expression& column) {
  const Resolved resolved = resolve(context, column.path);
  Path path{.base = {column.path_spans.front().begin, column.path_spans[resolved.parts - 1].end},
            .traits = resolved.traits,
            .steps = ""};
  for (std::size_t i = resolved.parts; i < column.path.size(); ++i)
    add_attribute(context, path, column.path[i], column.path_spans[i].begin);
  return path;
}

void add_path(Context& context, Span span, const Path& path) {
  if (!path.traits.may_be_super) {
    context.fail(span.begin, fmt::format("{} is no SUPER value, and has no attributes or elements",
                                         context.text_of(path.base)));
  }
  context.edits.rewrite(span, [span, path](const Inner& inner) {
    return Fragment("nullif(json_extract(", span.begin)
        .add(inner(path.base))
        .add(", " + duckdb_literal("$" + path.steps) + "), 'null')", span.begin);
  });
}

/// The part of a path that names a column.
void rewrite_base(Context& context, const Expression& column, const Resolved& resolved) {
  if (resolved.is_element) {
    const std::string name = duckdb_name(column.path[0]);
    context.edits.replace(column.path_spans[0], name + "." + name);
    return;
  }
  for (std::size_t i = 0; i < std::min(resolved.parts, column.path.size()); ++i)
    rewrite_identifier(context, column.path_spans[i], column.path[i]);
}

/// A name alone in START WITH or CONNECT BY.
bool rewrite_in_hierarchy(Context& context, const Expression& column) {
  using Hierarchical = Context::Hierarchical;
  if (context.hierarchical == Hierarchical::kNo || column.path.size() != 1) return false;
  const bool start = context.hierarchical == Hierarchical::kStart;
  if (column.name == "level") {
    context.edits.replace(column.span, start ? "1" : "(darties_prior.level + 1)");
    return true;
  }
  if (start) return false;
  const std::string& alias = context.sources.back().front().alias;
  context.edits.replace(column.span, duckdb_name(alias) + "." + duckdb_name(column.name));
  return true;
}

void rewrite_star_name(Context& context, const Expression& star) {
  if (!star.path.empty() && resolve(context, star.path).is_element)
    context.refuse(star.span.begin, "all columns of a SUPER value (.*)");
  for (std::size_t i = 0; i < star.path.size(); ++i)
    rewrite_identifier(context, star.path_spans[i], star.path[i]);
}

std::string element_name(const FromItem& item, const Expression& path) {
  return item.alias.empty() ? path.name.empty() ? "element" : path.name : item.alias;
}

void open_element(Context& context, const std::string& name, const std::string& position) {
  std::vector<KnownColumn> columns{
      {name, {.may_be_super = true, .is_text = false, .may_end_in_blank = false}}};
  if (!position.empty()) columns.push_back({position, kNeitherTextNorSuper});
  context.sources.back().push_back(
      {.alias = name, .schema = "", .columns = std::move(columns), .is_element = true});
}

/// CASE json_type(value) WHEN type THEN CAST(value AS …): anything but NULL and the type is an error, since what
/// Redshift makes of it is not known.
Fragment checked(const Fragment& value, std::string_view type, std::string_view duckdb_type,
                 std::size_t place) {
  return Fragment("CASE WHEN ", place)
      .add(value)
      .add(" IS NULL THEN NULL WHEN json_type(", place)
      .add(value)
      .add(fmt::format(") = '{}' THEN CAST(", type), place)
      .add(value)
      .add(fmt::format(" AS {}) ELSE error('not supported on the embedded engine yet: going over a "
                       "SUPER value that is no {}') END",
                       duckdb_type, type),
           place);
}

}  // namespace

void rewrite_column(Context& context, const Expression& column) {
  if (!column.outer_marker.empty() && !context.outer_markers.contains(column.outer_marker.begin)) {
    context.fail(
        column.outer_marker.begin,
        "(+) stands behind a column, in a condition of WHERE that AND joins to the others");
  }
  if (!column.outer_marker.empty()) context.edits.replace(column.outer_marker, "");
  if (column.kind == Kind::kStar) return rewrite_star_name(context, column);
  if (rewrite_in_hierarchy(context, column)) return;
  const Resolved resolved = resolve(context, column.path);
  if (resolved.parts < column.path.size())
    add_path(context, column.span, path_of_column(context, column));
  rewrite_base(context, column, resolved);
}

void rewrite_navigation(Context& context, const Expression& node) {
  std::vector<const Expression*> steps;
  const Expression* base = &node;
  ExpressionPtr child;
  while (base->kind == Kind::kField || base->kind == Kind::kSubscript) {
    steps.push_back(base);
    child = base->children[0];
    base = child.get();
  }
  const bool column = base->kind == Kind::kColumn;
  Path path = column ? path_of_column(context, *base)
                     : Path{.base = base->span, .traits = traits_of(context, *base), .steps = ""};
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if ((*step)->kind == Kind::kField) {
      add_attribute(context, path, (*step)->name, (*step)->name_span.begin);
    } else {
      add_index(context, path, *(*step)->children[1]);
    }
  }
  add_path(context, node.span, path);
  if (!column) return rewrite_expression(context, child);
  rewrite_base(context, *base, resolve(context, base->path));
}

void rewrite_unnest(Context& context, const FromItem& item, const ExpressionPtr& path) {
  const std::string name = element_name(item, *path);
  const std::string position = item.position_name;
  const Span span = item.span;
  const Span value = path->span;
  context.edits.rewrite(span, [=](const Inner& inner) {
    Fragment result("LATERAL (SELECT unnest(elements) AS " + duckdb_name(name), span.begin);
    if (!position.empty()) {
      result.add(", generate_subscripts(elements, 1) - 1 AS " + duckdb_name(position), span.begin);
    }
    return result.add(" FROM (SELECT ", span.begin)
        .add(checked(inner(value), "ARRAY", "JSON[]", span.begin))
        .add(" AS elements)) AS " + duckdb_name(name), span.end);
  });
  rewrite_expression(context, path);
  open_element(context, name, position);
}

void rewrite_object_unpivot(Context& context, const FromItem& item) {
  const std::string name = element_name(item, *item.value);
  const std::string key = item.position_name.empty() ? "attribute" : item.position_name;
  const Span span = item.span;
  const Span value = item.value->span;
  context.edits.rewrite(span, [=](const Inner& inner) {
    return Fragment(fmt::format("LATERAL (SELECT entry.value AS {}, entry.key AS {} FROM (SELECT "
                                "unnest(map_entries(",
                                duckdb_name(name), duckdb_name(key)),
                    span.begin)
        .add(checked(inner(value), "OBJECT", "MAP(VARCHAR, JSON)", span.begin))
        .add(")) AS entry)) AS " + duckdb_name(name), span.end);
  });
  rewrite_expression(context, item.value);
  open_element(context, name, key);
}

}  // namespace darties::sql
