#include "pipeline/operators/load_table.h"

namespace darties {

extern const Operator load_fact_operator;
const Operator load_fact_operator{
    .name = "load_fact",
    .summary = "Fills a fact table with the rows of a query.",
    .params = kLoadTableParams,
    .run = load_table,
    .plan = plan_load_table,
    .example = R"(  flights:
    load_fact: { table: fact_flight, query: 3_star/flight.sql, mode: append, keys: [day, carrier, flight] }
)",
};

}  // namespace darties
