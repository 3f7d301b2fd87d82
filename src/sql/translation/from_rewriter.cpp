#include <algorithm>

#include "base/text.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/views.h"

namespace darties::sql {
namespace {

bool is_local_schema(const std::string& schema) {
  return schema == "information_schema" || schema == "pg_catalog" || schema == "darties_internal";
}

KnownColumns renamed(KnownColumns columns, const std::vector<std::string>& names) {
  if (!columns) return columns;
  for (std::size_t i = 0; i < std::min(names.size(), columns->size()); ++i)
    (*columns)[i].name = names[i];
  return columns;
}

/// Names the source: its alias, or what it is called without one.
void open_source(Context& context, const FromItem& item, Source source) {
  if (!item.alias.empty()) source = {.alias = item.alias, .schema = "", .columns = source.columns};
  source.columns = renamed(std::move(source.columns), item.column_aliases);
  context.sources.back().push_back(std::move(source));
  if (!item.alias.empty()) rewrite_identifier(context, item.alias_span, item.alias);
  rewrite_names(context, item.column_aliases, item.column_alias_spans);
}

const KnownColumn* find_column(const std::vector<Source>& sources, std::size_t begin,
                               std::size_t end, const std::string& name) {
  for (std::size_t i = begin; i < end; ++i) {
    if (!sources[i].columns) continue;
    for (const auto& column : *sources[i].columns) {
      if (column.name == name) return &column;
    }
  }
  return nullptr;
}

/// The columns that USING or NATURAL makes one of. DuckDB compares them exactly, and has no place for another
/// comparison.
void merge_columns(Context& context, const FromItem& join, std::size_t left, std::size_t right) {
  std::vector<Source>& sources = context.sources.back();
  std::vector<std::string> names;
  for (const auto& span : join.using_spans)
    names.push_back(identifier_value_of(context.text_of(span)));
  for (std::size_t i = right; join.natural && i < sources.size(); ++i) {
    if (!sources[i].columns) continue;
    for (const auto& column : *sources[i].columns) {
      if (find_column(sources, left, right, column.name) != nullptr) names.push_back(column.name);
    }
  }
  for (const auto& name : names) {
    for (const auto* column : {find_column(sources, left, right, name),
                               find_column(sources, right, sources.size(), name)}) {
      if (column != nullptr && column->traits.is_text && column->traits.may_end_in_blank) {
        context.refuse(join.span.begin, "USING and NATURAL over texts that may end in a blank (" +
                                            name + "); write the condition after ON");
      }
    }
  }
  for (std::size_t i = right; i < sources.size(); ++i)
    sources[i].merged.insert(names.begin(), names.end());
  sources[left].keys.insert(sources[left].keys.begin(), names.begin(), names.end());
}

void rewrite_join(Context& context, const FromItem& item) {
  const std::size_t left = context.sources.back().size();
  rewrite_from(context, *item.left);
  const std::size_t right = context.sources.back().size();
  if (item.right != nullptr) rewrite_from(context, *item.right);
  if (item.condition != nullptr) rewrite_expression(context, item.condition);
  for (const auto& span : item.using_spans)
    rewrite_identifier(context, span, identifier_value_of(context.text_of(span)));
  if (item.natural || !item.using_spans.empty()) merge_columns(context, item, left, right);
  if (item.alias.empty()) return;
  // ( a JOIN b … ) AS alias
  std::vector<Source>& sources = context.sources.back();
  sources.resize(left);
  open_source(context, item, {});
}

/// A name in parts that is no table, and whose first part is something in FROM, is a SUPER column.
bool is_super_column(const Context& context, const FromItem& item) {
  if (!item.position_name.empty()) return true;
  return item.value != nullptr && is_alias(context, item.value->path.front()) &&
         !context.catalog.find(item.table.name);
}

ExpressionPtr path_of(const FromItem& item) {
  if (item.value != nullptr) return item.value;
  auto column = std::make_shared<Expression>();
  column->kind = ExpressionKind::kColumn;
  column->span = column->name_span = item.table.span;
  column->name = item.table.name.name;
  column->path = {column->name};
  column->path_spans = {column->span};
  return column;
}

void rewrite_table(Context& context, const FromItem& item) {
  if (is_super_column(context, item)) return rewrite_unnest(context, item, path_of(item));
  KnownColumns columns = rewrite_table_reference(context, item.table, !item.alias.empty());
  open_source(context, item,
              {.alias = item.table.name.name,
               .schema = item.table.name.schema,
               .columns = std::move(columns)});
}

/// generate_series() runs on the leader node alone: not beside a table.
void rewrite_function(Context& context, const FromItem& item) {
  const Expression& call = *item.value;
  if (call.name != "generate_series") {
    context.refuse(item.span.begin,
                   "functions in FROM (" + call.name + "); files are loaded with COPY");
  }
  if (!context.reads.empty()) {
    context.fail(item.span.begin,
                 "generate_series runs on Redshift's leader node only and can not stand beside a "
                 "table");
  }
  for (const auto& argument : call.children) rewrite_expression(context, argument);
  open_source(context, item,
              {.alias = call.name,
               .schema = "",
               .columns = std::vector<KnownColumn>{{call.name, kNeitherTextNorSuper}}});
}

}  // namespace

void rewrite_names(Context& context, const std::vector<std::string>& names,
                   const std::vector<Span>& spans) {
  for (std::size_t i = 0; i < spans.size(); ++i) rewrite_identifier(context, spans[i], names[i]);
}

void rewrite_from(Context& context, const FromItem& item) {
  if (item.kind != FromItem::Kind::kJoin) ++context.tables;
  switch (item.kind) {
    case FromItem::Kind::kJoin:
      return rewrite_join(context, item);
    case FromItem::Kind::kTable:
      return rewrite_table(context, item);
    case FromItem::Kind::kSubquery: {
      KnownColumns columns = rewrite_query(context, *item.query);
      return open_source(context, item, {.alias = "", .schema = "", .columns = std::move(columns)});
    }
    case FromItem::Kind::kFunction:
      return rewrite_function(context, item);
    case FromItem::Kind::kUnnest:
      return rewrite_unnest(context, item, item.value);
    case FromItem::Kind::kObjectUnpivot:
      return rewrite_object_unpivot(context, item);
    case FromItem::Kind::kPivot:
      return rewrite_pivot(context, item);
  }
}

KnownColumns rewrite_table_reference(Context& context, const NamedTable& table, bool aliased) {
  const QualifiedName& name = table.name;
  const KnownColumns* common = name.schema.empty() ? context.find_common_table(name.name) : nullptr;
  if (common != nullptr) {
    rewrite_identifier(context, table.span, name.name);
    return *common;
  }
  if (context.late_binding) return check_late_bound(context, table), std::nullopt;
  if (const auto system = context.catalog.system_relation(name)) {
    const bool is_query = system->starts_with('(') && !aliased;
    context.edits.replace(table.span, *system + (is_query ? " AS " + duckdb_name(name.name) : ""));
    return std::nullopt;
  }
  const auto found = context.catalog.find(name);
  if (!found && !is_local_schema(name.schema)) {
    context.not_found(table.span.begin,
                      fmt::format("relation \"{}\" does not exist", to_string(name)));
  }
  if (found && found->late_binding)
    return inline_view(context, table, *found, aliased), std::nullopt;
  QualifiedName written = name;
  if (found && context.qualify_tables && !found->temporary) written = found->name;
  if (found && found->temporary) context.reads_temporary = true;
  if (found && !found->temporary) context.reads.push_back({found->name, table.span, aliased});
  const std::string text = duckdb_name(written);
  if (context.text_of(table.span) != text) context.edits.replace(table.span, text);
  return found ? columns_of(*found) : std::nullopt;
}

}  // namespace darties::sql
