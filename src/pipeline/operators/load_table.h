#pragma once

#include <string>

#include "pipeline/operator.h"
#include "pipeline/params.h"

namespace darties {

/// What load_fact and load_dimension share: rows of a query into a table, in one transaction on the live table, so that
/// readers see the old table or the new one.
void load_table(const Params& params, TaskContext& context);
std::string plan_load_table(const Params& params, Project& project);

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
     .help = "Columns that name a row, for `merge` and `append`. NULL is refused in them.",
     .type = "list"},
    {.name = "columns",
     .help = "The columns that the query fills, in its order. Without it all but IDENTITY columns, "
             "in table order.",
     .type = "list"},
};

}  // namespace darties
