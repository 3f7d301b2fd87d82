#include "warehouse/engines/embedded/view_dependencies.h"

#include <fmt/format.h>

#include "base/text.h"
#include "warehouse/engines/embedded/declarations.h"
#include "warehouse/engines/embedded/duckdb_query.h"

namespace darties {
namespace {

using Action = sql::AlterTableStatement::Action;

std::string names_of(const std::vector<sql::QualifiedName>& relations) {
  std::vector<std::string> names;
  for (const auto& relation : relations) names.push_back(to_string(relation));
  return join(names, ", ");
}

}  // namespace

std::vector<sql::QualifiedName> ViewDependencies::views_on(
    const sql::QualifiedName& relation) const {
  std::vector<sql::QualifiedName> views;
  const auto found =
      duck::rows(connection_,
                 "SELECT schema_name, view_name FROM dev.darties_internal.views "
                 "WHERE NOT late_binding AND list_contains(depends_on, $1) ORDER BY ALL",
                 {to_string(relation)});
  for (const Row& row : found) views.push_back({*row[0], *row[1]});
  return views;
}

void ViewDependencies::drop_view(const sql::QualifiedName& view) const {
  drop_views_on(view);
  const auto record = Declarations(connection_).find_view(view);
  const bool table = record && record->materialized;
  duck::run_or_throw(connection_, fmt::format("DROP {} IF EXISTS {}", table ? "TABLE" : "VIEW",
                                              duckdb_table_name(view)));
  Declarations(connection_).remove(view);
}

void ViewDependencies::drop_views_on(const sql::QualifiedName& relation) const {
  for (const auto& view : views_on(relation)) drop_view(view);
}

void ViewDependencies::prepare(const sql::Effect& effect) {
  if (const auto* dropped = std::get_if<sql::RelationDropped>(&effect)) {
    if (dropped->cascade) return drop_views_on(dropped->name);
    const auto views = views_on(dropped->name);
    if (views.empty()) return;
    throw Error(ErrorKind::kInvalid,
                "cannot drop {} because other objects depend on it: {}. Use DROP … CASCADE to drop "
                "them too.",
                to_string(dropped->name), names_of(views));
  }
  if (const auto* schema = std::get_if<sql::SchemaDropped>(&effect)) prepare_schema_drop(*schema);
  const auto* altered = std::get_if<sql::TableAltered>(&effect);
  if (altered != nullptr && altered->change.action == Action::kRenameTable)
    prepare_rename(*altered);
}

// DuckDB knows of the tables and most views in a schema, but not of late-binding views, nor who reads it from outside.
void ViewDependencies::prepare_schema_drop(const sql::SchemaDropped& dropped) const {
  const auto found = duck::rows(
      connection_,
      "SELECT table_name FROM duckdb_tables() WHERE database_name = 'dev' AND schema_name = $1 "
      "UNION SELECT view_name FROM dev.darties_internal.views WHERE schema_name = $1 ORDER BY 1",
      {dropped.name});
  std::vector<sql::QualifiedName> relations;
  for (const Row& row : found) relations.push_back({dropped.name, *row[0]});
  if (!relations.empty() && !dropped.cascade) {
    throw Error(ErrorKind::kInvalid,
                "cannot drop schema {} because other objects depend on it: {}. Use DROP … CASCADE "
                "to drop them too.",
                dropped.name, names_of(relations));
  }
  for (const auto& relation : relations) drop_views_on(relation);
}

// The new texts are made while the old name still means something.
void ViewDependencies::prepare_rename(const sql::TableAltered& altered) {
  const Declarations declarations(connection_);
  const auto follow = [&](const sql::QualifiedName& view, const sql::QualifiedName& called) {
    const auto record = declarations.find_view(view);
    if (!record) return;
    followed_.push_back({called, sql::renamed_view_text(record->text, catalog_, altered.old_name,
                                                        altered.table.name)});
  };
  follow(altered.old_name, altered.table.name);
  for (const auto& view : views_on(altered.old_name)) follow(view, view);
}

void ViewDependencies::finish(const sql::Effect& effect) const {
  const auto* altered = std::get_if<sql::TableAltered>(&effect);
  if (altered == nullptr) return;
  if (altered->change.action == Action::kRenameTable) {
    for (const Followed& followed : followed_) make_again(followed, *altered);
  }
  if (altered->change.action == Action::kDropColumn ||
      altered->change.action == Action::kRenameColumn) {
    finish_column_change(*altered);
  }
}

// A materialized view keeps its rows; others are made again from the new text.
void ViewDependencies::make_again(const Followed& followed,
                                  const sql::TableAltered& renamed) const {
  Declarations declarations(connection_);
  const auto record = declarations.find_view(followed.view);
  if (record->late_binding) return;
  declarations.follow_rename(followed.view, followed.text, {renamed.old_name, renamed.table.name});
  if (record->materialized) return;
  std::vector<std::string> names;
  for (const auto& column : record->columns) names.push_back(duck::identifier(column.name));
  catalog_.forget();
  duck::run_or_throw(
      connection_,
      fmt::format("CREATE OR REPLACE VIEW {} AS SELECT {} FROM ({}) AS source_of_view",
                  duckdb_table_name(followed.view), names.empty() ? "*" : join(names, ", "),
                  sql::view_query(followed.text, catalog_, /*in_definition=*/true)));
}

bool ViewDependencies::can_be_read(const sql::QualifiedName& view) const {
  const auto record = Declarations(connection_).find_view(view);
  if (!record || !record->materialized)
    return !columns_of(connection_, duckdb_table_name(view)).empty();
  try {
    return !catalog_.columns_of(sql::view_query(record->text, catalog_)).empty();
  } catch (const Error&) {
    return false;
  }
}

// Which columns a view reads, DuckDB tells: without them the view can not be read any more.
void ViewDependencies::finish_column_change(const sql::TableAltered& altered) const {
  std::vector<sql::QualifiedName> broken;
  for (const auto& view : views_on(altered.table.name)) {
    if (!can_be_read(view)) broken.push_back(view);
  }
  if (broken.empty()) return;
  const std::string& column = altered.change.column.name;
  if (altered.change.action == Action::kRenameColumn) {
    throw Error(ErrorKind::kInvalid,
                "not supported on the embedded engine yet: renaming the column {}, which views "
                "read: {}. Drop them, rename it, and create them again",
                column, names_of(broken));
  }
  if (!altered.change.cascade) {
    throw Error(ErrorKind::kInvalid,
                "cannot drop table {} column {} because other objects depend on it: {}. Use "
                "CASCADE to drop them too.",
                altered.table.name.name, column, names_of(broken));
  }
  for (const auto& view : broken) drop_view(view);
}

}  // namespace darties
