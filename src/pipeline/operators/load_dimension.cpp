#include "pipeline/operators/load_table.h"

namespace darties {

extern const Operator load_dimension_operator;
const Operator load_dimension_operator{
    .name = "load_dimension",
    .summary = "Fills a dimension table with the rows of a query.",
    .params = kLoadTableParams,
    .run = load_table,
    .plan = plan_load_table,
};

}  // namespace darties
