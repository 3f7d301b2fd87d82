#include "sql/translation/identifiers.h"
#include "sql/translation/rewriter.h"
#include "sql/translation/statements.h"

// CREATE SCHEMA, ALTER SCHEMA, DROP.

namespace darties::sql {
namespace {

using Kind = CatalogRelation::Kind;

/// What DROP says of one kind of relation.
struct Object {
  std::string_view name;
  std::string_view in_notice;
  std::string_view in_duckdb;
  Kind kind;
};

const Object& object_of(DropStatement::Kind kind) {
  static constexpr Object kTable{"table", "Table", "TABLE", Kind::kTable};
  static constexpr Object kView{"view", "View", "VIEW", Kind::kView};
  static constexpr Object kMaterialized{"materialized view", "Materialized view", "TABLE",
                                        Kind::kMaterializedView};
  if (kind == DropStatement::Kind::kTable) return kTable;
  return kind == DropStatement::Kind::kView ? kView : kMaterialized;
}

/// DROP of a relation that is not there: a notice with IF EXISTS, else an error.
void drop_missing(Context& context, const DropStatement& drop, const NamedTable& named,
                  Translation& translation) {
  const Object& object = object_of(drop.kind);
  const std::string name = to_string(named.name);
  if (!drop.if_exists)
    context.not_found(named.span.begin, fmt::format("{} \"{}\" does not exist", object.name, name));
  translation.notices.push_back(
      fmt::format("{} \"{}\" does not exist and will be skipped", object.in_notice, name));
}

void drop_sequences(const CatalogRelation& relation, std::size_t place, Translation& translation) {
  for (const auto& column : relation.columns) {
    if (column.identity == Identity::kNone) continue;
    const QualifiedName sequence{relation.name.schema,
                                 relation.name.name + "_" + column.name + "_seq"};
    translation.steps.push_back(
        step_of("DROP SEQUENCE IF EXISTS " + duckdb_relation(sequence), place));
  }
}

void drop_relation(Context& context, const DropStatement& drop, const NamedTable& named,
                   Translation& translation) {
  const auto relation = context.catalog.find(named.name);
  if (!relation) return drop_missing(context, drop, named, translation);
  const Object& object = object_of(drop.kind);
  if (relation->kind != object.kind) {
    context.fail(named.span.begin,
                 fmt::format("\"{}\" is not a {}", to_string(named.name), object.name));
  }
  translation.steps.push_back(step_of(
      fmt::format("DROP {} {}{}", object.in_duckdb, relation->late_binding ? "IF EXISTS " : "",
                  duckdb_relation(relation->name)),
      named.span.begin));
  drop_sequences(*relation, named.span.begin, translation);
  translation.effects.emplace_back(RelationDropped{relation->name, relation->kind, drop.cascade});
}

void drop_schema(Context& context, const DropStatement& drop, const NamedTable& named,
                 Translation& translation) {
  const std::string& schema = named.name.name;
  if (!context.catalog.has_schema(schema)) {
    if (!drop.if_exists)
      context.not_found(named.span.begin, fmt::format("schema \"{}\" does not exist", schema));
    translation.notices.push_back(
        fmt::format("Schema \"{}\" does not exist and will be skipped", schema));
    return;
  }
  if (schema == "pg_catalog" || schema == "information_schema")
    context.fail(named.span.begin, fmt::format("the system schema {} can not be dropped", schema));
  translation.steps.push_back(step_of(fmt::format("DROP SCHEMA IF EXISTS {}{}", duckdb_name(schema),
                                                  drop.cascade ? " CASCADE" : ""),
                                      named.span.begin));
  translation.effects.emplace_back(SchemaDropped{schema, drop.cascade});
}

}  // namespace

void translate_create_schema(Context& context, const CreateSchemaStatement& create,
                             Translation& translation) {
  if (create.name.starts_with("pg_")) {
    context.fail(0, fmt::format("unacceptable schema name \"{}\": the prefix \"pg_\" is reserved "
                                "for system schemas",
                                create.name));
  }
  translation.steps.push_back(
      step_of(fmt::format("CREATE SCHEMA {}{}", create.if_not_exists ? "IF NOT EXISTS " : "",
                          duckdb_name(create.name))));
  translation.effects.emplace_back(SchemaCreated{create.name, create.attributes});
}

void translate_alter_schema(Context& context, const AlterSchemaStatement& alter,
                            Translation& translation) {
  if (!context.catalog.has_schema(alter.name)) {
    context.not_found(alter.name_span.begin,
                      fmt::format("schema \"{}\" does not exist", alter.name));
  }
  if (!alter.new_name.empty()) {
    context.refuse(alter.name_span.begin,
                   "ALTER SCHEMA … RENAME: create the new schema and make its tables with CREATE "
                   "TABLE … AS");
  }
  translation.effects.emplace_back(SchemaAltered{alter.name, alter.attributes});
}

void translate_drop(Context& context, const DropStatement& drop, Translation& translation) {
  for (const auto& named : drop.names) {
    if (drop.kind == DropStatement::Kind::kSchema) {
      drop_schema(context, drop, named, translation);
    } else {
      drop_relation(context, drop, named, translation);
    }
  }
}

}  // namespace darties::sql
