#include "sql/translation/identifiers.h"
#include "sql/translation/statements.h"

// REFRESH and ALTER MATERIALIZED VIEW. A materialized view is a table whose rows are those of its query when it was
// refreshed last. AUTO REFRESH is remembered: when Redshift would refresh is not promised, here it never does by itself.

namespace darties::sql {
namespace {

CatalogRelation materialized_view(const Context& context, const NamedTable& named) {
  auto found = context.catalog.find(named.name);
  if (found && found->kind == CatalogRelation::Kind::kMaterializedView) return *std::move(found);
  context.not_found(named.span.begin,
                    fmt::format("materialized view \"{}\" does not exist", to_string(named.name)));
}

void refresh(const Context& context, const CatalogRelation& view, std::size_t place,
             Translation& translation) {
  const std::string name = duckdb_relation(view.name);
  std::string columns;
  for (const auto& column : view.columns)
    columns += (columns.empty() ? "" : ", ") + duckdb_name(column.name);
  translation.steps.push_back(step_of("DELETE FROM " + name, place));
  translation.steps.push_back(
      step_of(fmt::format("INSERT INTO {0} SELECT {1} FROM ({2}) AS source({1})", name, columns,
                          view_query(view.view_text, context.catalog)),
              place));
  translation.writes = {view.name};
}

}  // namespace

void translate_materialized_view(Context& context, const MaterializedViewStatement& statement,
                                 Translation& translation) {
  using Action = MaterializedViewStatement::Action;
  const std::size_t place = statement.view.span.begin;
  const CatalogRelation view = materialized_view(context, statement.view);
  switch (statement.action) {
    case Action::kRefresh:
      return refresh(context, view, place, translation);
    case Action::kAutoRefresh:
      translation.effects.emplace_back(AutoRefreshChanged{view.name, statement.on});
      return;
    case Action::kRowLevelSecurity:
      context.refuse(place, "ALTER MATERIALIZED VIEW … ROW LEVEL SECURITY: there is one user");
  }
}

}  // namespace darties::sql
