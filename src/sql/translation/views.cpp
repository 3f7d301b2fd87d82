#include "sql/translation/views.h"

#include <algorithm>
#include <set>

#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/statements.h"
#include "sql/translation/text_types.h"

// CREATE VIEW. DuckDB has the view under its name, with the columns of now: a star must not mean other columns once a
// table has got more of them.

namespace darties::sql {
namespace {

using Kind = CatalogRelation::Kind;

/// The columns the view has: names as given, texts as long as the query says.
std::vector<CatalogColumn> view_columns(const Context& context, const CreateViewStatement& create,
                                        std::vector<CatalogColumn> columns) {
  if (columns.empty()) return columns;
  if (create.columns.size() > columns.size()) {
    context.fail(create.view.span.begin,
                 "CREATE VIEW specifies more column names than columns: the query has " +
                     std::to_string(columns.size()));
  }
  for (std::size_t i = 0; i < create.columns.size(); ++i) columns[i].name = create.columns[i];
  const auto texts = text_types(context.catalog, *create.query);
  for (std::size_t i = 0; texts.size() == columns.size() && i < columns.size(); ++i) {
    if (texts[i] && columns[i].type.id == TypeId::kVarchar) columns[i].type = *texts[i];
  }
  std::set<std::string> seen;
  for (const auto& column : columns) {
    if (!seen.insert(column.name).second) {
      context.fail(create.view.span.begin,
                   fmt::format("column \"{}\" specified more than once", column.name));
    }
  }
  return columns;
}

bool same_type(Type a, Type b) {
  a.length = b.length = 0;  // how long a text is belongs to no view
  return a == b;
}

/// CREATE OR REPLACE takes a query of the same columns.
void check_replaced(const Context& context, const CreateViewStatement& create,
                    const CatalogRelation& before, const std::vector<CatalogColumn>& columns) {
  const std::size_t place = create.view.span.begin;
  if (before.kind != Kind::kView)
    context.fail(place, fmt::format("\"{}\" is not a view", before.name.name));
  if (before.late_binding || create.late_binding || columns.empty()) return;
  if (before.columns.size() != columns.size())
    context.fail(place, "cannot change number of columns in view");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const CatalogColumn& old = before.columns[i];
    if (old.name != columns[i].name)
      context.fail(place, fmt::format("cannot change name of view column \"{}\"", old.name));
    if (!same_type(old.type, columns[i].type))
      context.fail(place, fmt::format("cannot change data type of view column \"{}\"", old.name));
  }
}

void check_name_is_free(Context& context, const CreateViewStatement& create,
                        const ViewCreated& created) {
  const QualifiedName name =
      created.temporary ? QualifiedName{"", created.name.name} : created.name;
  const auto before = context.catalog.find(name);
  if (!before || before->temporary != created.temporary) return;
  if (!create.or_replace) {
    context.fail(create.view.span.begin,
                 fmt::format("Relation \"{}\" already exists", created.name.name));
  }
  check_replaced(context, create, *before, created.columns);
}

/// The user's statement with a schema in front of every relation.
std::string qualified(const Context& context, const CreateViewStatement& create,
                      const QualifiedName& name) {
  EditList edits(context.statement.text);
  edits.replace(create.view.span, quote_name(name));
  for (const auto& read : context.reads) {
    if (!read.span.empty()) edits.replace(read.span, quote_name(read.name));
  }
  return edits.render({0, context.statement.text.size()}).text();
}

std::string name_list(const std::vector<CatalogColumn>& columns) {
  std::string list;
  for (const auto& column : columns) list += (list.empty() ? "" : ", ") + duckdb_name(column.name);
  return list;
}

void create_materialized(Context& context, const CreateViewStatement& create, ViewCreated created,
                         Translation& translation) {
  if (context.reads_temporary)
    context.fail(create.view.span.begin, "a materialized view can not read a temporary table");
  const std::string head = "CREATE TABLE " + duckdb_relation(created.name) + " AS ";
  const bool known = !created.columns.empty();
  translation.steps.push_back(
      context.render_typed(create.query->span, head + (known ? "SELECT * FROM (" : ""),
                           known ? ") AS source(" + name_list(created.columns) + ")" : ""));
  TableCreated table;
  table.table.name = created.name;
  table.table.layout = create.layout;
  table.columns_from_query = true;
  table.query_types = text_types(context.catalog, *create.query);
  translation.effects.emplace_back(std::move(created));
  translation.effects.emplace_back(std::move(table));
}

void create_plain(Context& context, const CreateViewStatement& create, ViewCreated created,
                  const std::vector<CatalogColumn>& source, Translation& translation) {
  if (context.reads_temporary && !create.temporary)
    context.refuse(create.view.span.begin, "a view that reads a temporary table");
  std::string head =
      fmt::format("CREATE {}{}VIEW {} ", create.or_replace ? "OR REPLACE " : "",
                  create.temporary ? "TEMPORARY " : "", duckdb_relation(created.name));
  for (std::size_t i = 0; i < create.columns.size(); ++i) {
    head += (i == 0 ? "(" : ", ") + duckdb_name(create.columns[i]);
  }
  head += create.columns.empty() ? "AS " : ") AS ";
  std::string tail;
  const bool star = context.text_of(create.query->span).find('*') != std::string_view::npos;
  if (star && !source.empty()) {
    head += "SELECT " + name_list(source) + " FROM (";
    tail = ") AS source_of_view";
  }
  translation.steps.push_back(context.render_typed(create.query->span, head, tail));
  translation.effects.emplace_back(std::move(created));
}

}  // namespace

void translate_create_view(Context& context, const CreateViewStatement& create,
                           Translation& translation) {
  ViewCreated created;
  created.name = creation_name(context, create.view.name, create.temporary);
  created.original_text = context.statement.text;
  created.late_binding = context.late_binding = create.late_binding;
  created.temporary = create.temporary;
  created.materialized = create.materialized;
  created.auto_refresh = create.auto_refresh;
  context.qualify_tables = true;
  context.in_definition = true;
  rewrite_query(context, *create.query);
  std::vector<CatalogColumn> source;
  if (!create.late_binding)
    source = context.catalog.columns_of(context.render_typed(create.query->span).sql);
  created.columns = view_columns(context, create, source);
  check_name_is_free(context, create, created);
  for (const auto& read : context.reads) {
    if (!read.span.empty()) created.reads.push_back(read.name);
  }
  created.qualified_text = qualified(context, create, created.name);
  if (create.materialized) {
    create_materialized(context, create, std::move(created), translation);
  } else if (create.late_binding) {
    translation.effects.emplace_back(std::move(created));
  } else {
    create_plain(context, create, std::move(created), source, translation);
  }
}

}  // namespace darties::sql
