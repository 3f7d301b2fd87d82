#include <algorithm>
#include <array>

#include "sql/lexer.h"
#include "sql/translation/identifiers.h"
#include "sql/translation/statements.h"

// ALTER TABLE. What DuckDB can not change and need not know (keys, distribution, encodings) is an effect only.

namespace darties::sql {
namespace {

using Action = AlterTableStatement::Action;

constexpr std::size_t kMostColumns = 1600;

ColumnDefinition definition_of(const CatalogColumn& from) {
  ColumnDefinition column;
  column.name = from.name;
  column.type = from.type;
  column.not_null = from.not_null;
  column.default_sql = from.default_sql;
  column.encoding = from.encoding;
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
        return translate_append(context_, alter_, relation_, translation_);
      case Action::kAddConstraint:
        check_added_key();
        break;
      case Action::kDropConstraint:
        check_dropped_key();
        break;
      case Action::kLayout:
        check_layout();
        break;
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

  [[noreturn]] void no_column(const std::string& name, std::size_t offset) const {
    context_.not_found(offset, fmt::format("column \"{}\" of relation \"{}\" does not exist", name,
                                           relation_.name.name));
  }

  bool has_column(const std::string& name) const {
    return std::any_of(table_.columns.begin(), table_.columns.end(),
                       [&](const auto& known) { return known.name == name; });
  }

  void refuse_existing(const std::string& name) const {
    if (!has_column(name)) return;
    context_.fail(place(), fmt::format("column \"{}\" of relation \"{}\" already exists", name,
                                       relation_.name.name));
  }

  std::vector<ColumnDefinition>::iterator column() {
    const auto found =
        std::find_if(table_.columns.begin(), table_.columns.end(),
                     [&](const auto& known) { return known.name == alter_.column.name; });
    if (found == table_.columns.end()) no_column(alter_.column.name, place());
    return found;
  }

  /// DuckDB adds a column with a literal as default only; another one is set afterwards, once for all rows.
  void add_column() {
    ColumnDefinition added = alter_.column;
    refuse_existing(added.name);
    if (table_.columns.size() >= kMostColumns)
      context_.fail(place(), fmt::format("tables can have at most {} columns", kMostColumns));
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
      context_.fail(place(), "cannot drop the only column of a table");
    const auto& sort_keys = relation_.layout.sort_keys;
    if (relation_.layout.dist_key == dropped->name)
      context_.fail(place(), fmt::format("cannot drop distkey column \"{}\"", dropped->name));
    if (std::find(sort_keys.begin(), sort_keys.end(), dropped->name) != sort_keys.end())
      context_.fail(place(), fmt::format("cannot drop sortkey column \"{}\"", dropped->name));
    step("DROP COLUMN " + duckdb_name(dropped->name), place());
    if (dropped->identity) {
      const QualifiedName sequence{relation_.name.schema,
                                   relation_.name.name + "_" + dropped->name + "_seq"};
      translation_.steps.push_back(
          step_of("DROP SEQUENCE IF EXISTS " + duckdb_relation(sequence), place()));
    }
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
    refuse_existing(alter_.new_name);
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
    check_can_change_size(*altered);
    const int length = alter_.column.type.length;
    translation_.steps.push_back(
        step_of(fmt::format("SELECT CASE WHEN max(strlen({})) > {} THEN error('target data type "
                            "size should be larger or equal to the "
                            "size of the stored data') END FROM {}",
                            duckdb_name(altered->name), length, duckdb_relation(relation_.name)),
                place()));
    altered->type = alter_.column.type;
  }

  void check_can_change_size(const ColumnDefinition& altered) const {
    static constexpr std::array<std::string_view, 4> kFixed = {"bytedict", "runlength", "text255",
                                                               "text32k"};
    if (altered.default_sql)
      context_.fail(place(), "the size of a column with a default can not be altered");
    const bool in_key =
        std::any_of(relation_.keys.begin(), relation_.keys.end(), [&](const KeyConstraint& key) {
          return std::find(key.columns.begin(), key.columns.end(), altered.name) !=
                 key.columns.end();
        });
    if (in_key)
      context_.fail(place(),
                    "the size of a column with a key (PRIMARY KEY, UNIQUE, FOREIGN KEY) "
                    "can not be altered");
    const bool fixed = std::find(kFixed.begin(), kFixed.end(), altered.encoding) != kFixed.end();
    if (fixed) {
      context_.fail(place(), fmt::format("the size of a column with encoding {} can not be altered",
                                         altered.encoding));
    }
  }

  void check_added_key() const {
    const std::size_t offset = alter_.table.span.begin;
    for (const auto& name : alter_.constraint->columns) {
      if (!has_column(name))
        context_.not_found(offset, fmt::format("column \"{}\" named in key does not exist", name));
    }
    const auto primary = [](const KeyConstraint& key) {
      return key.kind == KeyConstraint::Kind::kPrimary;
    };
    if (primary(*alter_.constraint) &&
        std::any_of(relation_.keys.begin(), relation_.keys.end(), primary)) {
      context_.fail(offset, fmt::format("multiple primary keys for table \"{}\" are not allowed",
                                        relation_.name.name));
    }
  }

  void check_dropped_key() const {
    const bool known =
        std::any_of(relation_.keys.begin(), relation_.keys.end(),
                    [&](const KeyConstraint& key) { return key.name == alter_.constraint_name; });
    if (known) return;
    context_.not_found(alter_.table.span.begin,
                       fmt::format("constraint \"{}\" of relation \"{}\" does not exist",
                                   alter_.constraint_name, relation_.name.name));
  }

  void check_layout() const {
    const std::size_t offset = alter_.table.span.begin;
    if (alter_.layout.dist_style == "KEY" && alter_.layout.dist_key.empty())
      context_.fail(offset, "DISTSTYLE KEY needs a DISTKEY column");
    for (const auto& encoding : alter_.encodings) {
      if (!has_column(encoding.column)) no_column(encoding.column, offset);
    }
    check_layout_keys(context_, table_, alter_.layout, offset);
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
