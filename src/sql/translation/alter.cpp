#include <algorithm>

#include "sql/lexer.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/statements.h"

// ALTER TABLE. What DuckDB can not change and need not know (keys, distribution, encodings) is an effect only.

namespace darties::sql {
namespace {

using Action = AlterTableStatement::Action;

ColumnDefinition definition_of(const CatalogColumn& from) {
  ColumnDefinition column;
  column.name = from.name;
  column.type = from.type;
  column.not_null = from.not_null;
  column.default_sql = from.default_sql;
  if (from.identity != Identity::kNone) {
    column.identity =
        ColumnDefinition::IdentityClause{.by_default = from.identity == Identity::kByDefault};
  }
  return column;
}

/// Views can get another name or owner, and nothing else.
CatalogRelation altered_relation(const Context& context, const AlterTableStatement& alter) {
  const bool any_kind = alter.action == Action::kRenameTable || alter.action == Action::kOwner;
  auto found = any_kind ? context.catalog.find(alter.table.name) : std::nullopt;
  if (found && found->kind != CatalogRelation::Kind::kTable) return *std::move(found);
  return writable_table(context, alter.table);
}

class Alteration {
 public:
  Alteration(Context& context, const AlterTableStatement& alter, Translation& translation)
      : context_(context),
        alter_(alter),
        translation_(translation),
        relation_(altered_relation(context, alter)) {
    table_.name = relation_.name;
    table_.temporary = relation_.temporary;
    for (const auto& column : relation_.columns) table_.columns.push_back(definition_of(column));
  }

  void run() {
    switch (alter_.action) {
      case Action::kAddColumn:
        add_column();
        break;
      case Action::kDropColumn:
        drop_column();
        break;
      case Action::kRenameTable:
        rename_table();
        break;
      case Action::kRenameColumn:
        rename_column();
        break;
      case Action::kAlterColumnType:
        alter_type();
        break;
      case Action::kAppend:
        append();
        return;
      case Action::kAddConstraint:
      case Action::kDropConstraint:
      case Action::kLayout:
      case Action::kOwner:
        break;
    }
    translation_.effects.emplace_back(TableAltered{relation_.name, table_, alter_});
  }

 private:
  void step(const std::string& rest, std::size_t source) {
    translation_.steps.push_back(
        step_of("ALTER TABLE " + duckdb_relation(relation_.name) + " " + rest, source));
  }

  std::size_t place() const { return alter_.column.name_span.begin; }

  std::vector<ColumnDefinition>::iterator column() {
    const auto found =
        std::find_if(table_.columns.begin(), table_.columns.end(),
                     [&](const auto& known) { return known.name == alter_.column.name; });
    if (found == table_.columns.end()) {
      context_.not_found(place(), fmt::format("column \"{}\" of relation \"{}\" does not exist",
                                              alter_.column.name, relation_.name.name));
    }
    return found;
  }

  /// DuckDB adds a column with a literal as default only; another one is set afterwards, once for all rows.
  void add_column() {
    ColumnDefinition added = alter_.column;
    const std::string name = duckdb_name(added.name);
    const bool literal = added.default_sql && is_literal(added.default_span);
    if (added.default_sql)
      added.default_sql = translate_default(context_, added.default_span, added.type);
    step(fmt::format("ADD COLUMN {} {}{}", name, duckdb_type(added.type),
                     literal ? " DEFAULT (" + *added.default_sql + ")" : ""),
         place());
    if (added.default_sql && !literal) {
      if (added.not_null)
        context_.refuse(place(), "ADD COLUMN … NOT NULL with a default that is no literal");
      step(fmt::format("ALTER COLUMN {} SET DEFAULT {}", name, *added.default_sql), place());
      translation_.steps.push_back(
          step_of(fmt::format("UPDATE {} SET {} = {}", duckdb_relation(relation_.name), name,
                              *added.default_sql),
                  place()));
    }
    if (added.not_null) step(fmt::format("ALTER COLUMN {} SET NOT NULL", name), place());
    table_.columns.push_back(std::move(added));
  }

  bool is_literal(Span span) const {
    const Statement statement{std::string(context_.text_of(span)), 0, {}};
    return tokenize(statement).size() == 2;  // the literal and the end
  }

  void drop_column() {
    const auto dropped = column();
    if (table_.columns.size() == 1)
      context_.fail(place(), "the last column of a table can not be dropped");
    step("DROP COLUMN " + duckdb_name(dropped->name), place());
    table_.columns.erase(dropped);
  }

  void rename_table() {
    QualifiedName name = relation_.name;
    name.name = alter_.new_name;
    if (context_.catalog.find(relation_.temporary ? QualifiedName{"", name.name} : name))
      context_.fail(place(), fmt::format("Relation \"{}\" already exists", name.name));
    const bool view = relation_.kind == CatalogRelation::Kind::kView;
    if (!relation_.late_binding) {
      translation_.steps.push_back(
          step_of(fmt::format("ALTER {} {} RENAME TO {}", view ? "VIEW" : "TABLE",
                              duckdb_relation(relation_.name), duckdb_name(alter_.new_name)),
                  alter_.table.span.begin));
    }
    table_.name.name = alter_.new_name;
  }

  void rename_column() {
    const auto renamed = column();
    step(fmt::format("RENAME COLUMN {} TO {}", duckdb_name(renamed->name),
                     duckdb_name(alter_.new_name)),
         place());
    renamed->name = alter_.new_name;
  }

  /// Only the size of a VARCHAR changes, which the engine remembers; the values that are there must fit.
  void alter_type() {
    translation_.forbidden_in_transaction = true;
    const auto altered = column();
    if (altered->type.id != TypeId::kVarchar)
      context_.fail(place(), "only the size of a VARCHAR column can be altered");
    if (altered->default_sql)
      context_.fail(place(), "the type of a column with a default can not be altered");
    const int length = alter_.column.type.length;
    translation_.steps.push_back(
        step_of(fmt::format("SELECT CASE WHEN max(strlen({})) > {} THEN error('target data type "
                            "size should be larger or equal to the "
                            "size of the stored data') END FROM {}",
                            duckdb_name(altered->name), length, duckdb_relation(relation_.name)),
                place()));
    altered->type = alter_.column.type;
  }

  /// Moves all rows of another table: names must match in both, unless extra ones are ignored or missing ones filled.
  void append() {
    const CatalogRelation source = writable_table(context_, alter_.append_from);
    std::string names;
    for (const auto& from : source.columns) {
      const auto match = std::find_if(relation_.columns.begin(), relation_.columns.end(),
                                      [&](const auto& to) { return to.name == from.name; });
      if (match == relation_.columns.end()) {
        if (alter_.ignore_extra) continue;
        context_.fail(alter_.append_from.span.begin,
                      fmt::format("column {} is not in {}; see IGNOREEXTRA", from.name,
                                  to_string(relation_.name)));
      }
      if (match->type != from.type) {
        context_.fail(
            alter_.append_from.span.begin,
            fmt::format("column {} has another type in {}: {} and {}", from.name,
                        to_string(relation_.name), to_string(from.type), to_string(match->type)));
      }
      names += (names.empty() ? "" : ", ") + duckdb_name(from.name);
    }
    check_missing(source);
    const std::string from = duckdb_relation(source.name);
    translation_.steps.push_back(
        step_of(fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {2}",
                            duckdb_relation(relation_.name), names, from)));
    translation_.steps.push_back(step_of("DELETE FROM " + from));
    translation_.writes = {relation_.name, source.name};
    translation_.forbidden_in_transaction = true;
  }

  void check_missing(const CatalogRelation& source) {
    if (alter_.fill_target) return;
    for (const auto& to : relation_.columns) {
      const bool there = std::any_of(source.columns.begin(), source.columns.end(),
                                     [&](const auto& from) { return from.name == to.name; });
      if (there) continue;
      context_.fail(
          alter_.append_from.span.begin,
          fmt::format("column {} is not in {}; see FILLTARGET", to.name, to_string(source.name)));
    }
  }

  Context& context_;
  const AlterTableStatement& alter_;
  Translation& translation_;
  CatalogRelation relation_;
  TableDefinition table_;
};

}  // namespace

void translate_alter(Context& context, const AlterTableStatement& alter, Translation& translation) {
  Alteration(context, alter, translation).run();
}

}  // namespace darties::sql
