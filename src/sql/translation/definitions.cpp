#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/statements.h"

// CREATE VIEW, CREATE SCHEMA, DROP.

namespace darties::sql {
namespace {

/// DROP of a relation that is not there: a notice with IF EXISTS, else an error.
bool is_missing(Context& context, const NamedTable& named, std::string_view kind, bool if_exists,
                Translation& translation) {
  const auto found = context.catalog.find(named.name);
  if (found) return false;
  const std::string name = to_string(named.name);
  if (!if_exists)
    context.not_found(named.span.begin, fmt::format("{} \"{}\" does not exist", kind, name));
  translation.notices.push_back(fmt::format("{} \"{}\" does not exist and will be skipped",
                                            kind == "table" ? "Table" : "View", name));
  return true;
}

void drop_relation(Context& context, const DropStatement& drop, const NamedTable& named,
                   Translation& translation) {
  const bool table = drop.kind == DropStatement::Kind::kTable;
  if (is_missing(context, named, table ? "table" : "view", drop.if_exists, translation)) return;
  const CatalogRelation relation = *context.catalog.find(named.name);
  if ((relation.kind == CatalogRelation::Kind::kTable) != table) {
    context.fail(named.span.begin, fmt::format("\"{}\" is not a {}", to_string(named.name),
                                               table ? "table" : "view"));
  }
  const std::string name = duckdb_relation(relation.name);
  translation.steps.push_back(
      step_of(fmt::format("DROP {} {}", table ? "TABLE" : "VIEW", name), named.span.begin));
  for (const auto& column : relation.columns) {
    if (!table || column.identity == Identity::kNone) continue;
    const QualifiedName sequence{relation.name.schema,
                                 relation.name.name + "_" + column.name + "_seq"};
    translation.steps.push_back(
        step_of("DROP SEQUENCE IF EXISTS " + duckdb_relation(sequence), named.span.begin));
  }
  translation.effects.emplace_back(RelationDropped{relation.name, relation.kind, drop.cascade});
}

}  // namespace

void translate_create_view(Context& context, const CreateViewStatement& create,
                           Translation& translation) {
  if (create.materialized) context.refuse(create.view.span.begin, "CREATE MATERIALIZED VIEW");
  ViewCreated created;
  created.name = creation_name(context, create.view.name, create.temporary);
  created.original_text = context.statement.text;
  created.late_binding = create.late_binding;
  created.temporary = create.temporary;
  context.qualify_tables = true;
  context.in_definition = true;
  rewrite_query(context, *create.query);
  created.reads = context.reads;
  std::string prefix =
      fmt::format("CREATE {}{}VIEW {} ", create.or_replace ? "OR REPLACE " : "",
                  create.temporary ? "TEMPORARY " : "", duckdb_relation(created.name));
  for (std::size_t i = 0; i < create.columns.size(); ++i) {
    prefix += (i == 0 ? "(" : ", ") + duckdb_name(create.columns[i]);
  }
  prefix += create.columns.empty() ? "AS " : ") AS ";
  translation.steps.push_back(context.render_typed(create.query->span, prefix));
  translation.effects.emplace_back(std::move(created));
}

void translate_create_schema(Context&, const CreateSchemaStatement& create,
                             Translation& translation) {
  translation.steps.push_back(
      step_of(fmt::format("CREATE SCHEMA {}{}", create.if_not_exists ? "IF NOT EXISTS " : "",
                          duckdb_name(create.name))));
  translation.effects.emplace_back(SchemaCreated{create.name});
}

void translate_drop(Context& context, const DropStatement& drop, Translation& translation) {
  if (drop.kind == DropStatement::Kind::kMaterializedView) {
    context.refuse(drop.names.front().span.begin, "DROP MATERIALIZED VIEW");
  }
  for (const auto& named : drop.names) {
    if (drop.kind != DropStatement::Kind::kSchema) {
      drop_relation(context, drop, named, translation);
      continue;
    }
    translation.steps.push_back(
        step_of(fmt::format("DROP SCHEMA {}{}{}", drop.if_exists ? "IF EXISTS " : "",
                            duckdb_name(named.name.name), drop.cascade ? " CASCADE" : ""),
                named.span.begin));
    translation.effects.emplace_back(SchemaDropped{named.name.name});
  }
}

}  // namespace darties::sql
