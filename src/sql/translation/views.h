#pragma once

#include "sql/catalog.h"
#include "sql/translation/context.h"

// How queries meet views. A late-binding view is no object of DuckDB's, which would want its tables to be there: where
// it is read, its query stands in its place, translated for the tables of that moment.

namespace darties::sql {

/// Puts the query of a late-binding view where `table` names it.
void inline_view(Context& context, const NamedTable& table, const CatalogRelation& view,
                 bool aliased);

/// schema.name as Redshift reads it.
std::string quote_name(const QualifiedName& name);

/// Errors: kInvalid for a relation without schema in a late-binding view.
void check_late_bound(const Context& context, const NamedTable& table);

}  // namespace darties::sql
