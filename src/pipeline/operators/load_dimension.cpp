#include "pipeline/operators/load_table.h"

namespace darties {

extern const Operator load_dimension_operator;
const Operator load_dimension_operator{
    .name = "load_dimension",
    .summary = "Fills a dimension table with the rows of a query.",
    .params = kLoadTableParams,
    .run = load_table,
    .plan = plan_load_table,
    .example = R"(  airports:
    load_dimension: { table: airport, query: 3_star/airport.sql, mode: merge, keys: faa, on_new_columns: add }
  planes:
    load_dimension: { table: plane, query: 3_star/plane.sql, columns: [tailnum, seats] }
)",
};

}  // namespace darties
