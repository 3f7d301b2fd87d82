#include "warehouse/engines/embedded/view_dependencies.h"

#include <fmt/format.h>

#include "base/text.h"
#include "warehouse/engines/embedded/declarations.h"
#include "warehouse/engines/embedded/duckdb_query.h"

namespace darties {

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

void ViewDependencies::refuse_views_on(const sql::QualifiedName& relation,
                                       const Refusal& refusal) const {
  std::vector<std::string> names;
  for (const auto& view : views_on(relation)) names.push_back(to_string(view));
  if (names.empty()) return;
  throw Error(ErrorKind::kInvalid, "{} {} because other objects depend on it: {}. {}", refusal.what,
              to_string(relation), join(names, ", "), refusal.instead);
}

void ViewDependencies::drop_views_on(const sql::QualifiedName& relation) const {
  for (const auto& view : views_on(relation)) {
    drop_views_on(view);
    duck::run_or_throw(connection_, "DROP VIEW IF EXISTS " + duckdb_table_name(view));
    Declarations(connection_).remove(view);
  }
}

void ViewDependencies::prepare(const sql::Effect& effect) const {
  if (const auto* dropped = std::get_if<sql::RelationDropped>(&effect)) {
    if (dropped->cascade) return drop_views_on(dropped->name);
    return refuse_views_on(
        dropped->name, {.what = "cannot drop", .instead = "Use DROP … CASCADE to drop them too."});
  }
  const auto* altered = std::get_if<sql::TableAltered>(&effect);
  if (altered == nullptr) return;
  if (altered->change.action == sql::AlterTableStatement::Action::kRenameTable) {
    // On Redshift the views would follow the table to its new name.
    refuse_views_on(altered->old_name, {.what = "cannot rename",
                                        .instead = "Drop them, rename, and create them again."});
  }
}

}  // namespace darties
