#pragma once

#include <string>
#include <vector>

#include "pipeline/operator.h"
#include "pipeline/params.h"

namespace darties {

struct TableColumns;

/// What load_fact and load_dimension share: rows of a query into a table, in one transaction on the live table, so that
/// readers see the old table or the new one.
void load_table(const Params& params, TaskContext& context);
std::string plan_load_table(const Params& params, Project& project);

/// Refuses a query whose columns do not fit the table, as far as its text tells.
void refuse_unfit_query(const Params& params, const Project& project, const TableColumns& table);

inline constexpr Param kLoadTableParams[] = {
    {.name = "table", .help = "The table to fill.", .required = true},
    {.name = "query",
     .help = "SQL file with the one query whose rows it gets.",
     .type = "file",
     .required = true},
    {.name = "mode",
     .help = "`replace`: DELETE and INSERT. `merge`: update rows with the same keys, insert the "
             "others. `append`: insert; "
             "with `keys` only rows whose keys are not there yet.",
     .default_value = "replace",
     .choices = "replace|merge|append"},
    {.name = "keys",
     .help = "Columns that name a row, for `merge` and `append`. NULL is refused in them, and so "
             "are two rows of the query with the same keys.",
     .type = "list"},
    {.name = "by",
     .help = "How the query's columns find those of the table. `name`: each goes into the column "
             "of its name, whatever the order; one that the table does not have, one that is "
             "missing and one that is there twice are refused. `position`: the first into the "
             "first, whatever their names.",
     .default_value = "name",
     .choices = "name|position"},
    {.name = "columns",
     .help = "The columns that the query fills; the others get their DEFAULT. Without it all but "
             "IDENTITY columns.",
     .type = "list"},
    {.name = "on_new_columns",
     .help = "What to do with a column of the query that the table does not have. `fail`: refuse "
             "the load. `add`: add it to the table. `ignore`: leave it out.",
     .default_value = "fail",
     .choices = "add|ignore|fail"},
};

}  // namespace darties
