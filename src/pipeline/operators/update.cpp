#include "base/log.h"
#include "pipeline/operator.h"
#include "pipeline/operators/keyed_source.h"
#include "pipeline/params.h"
#include "pipeline/statements.h"
#include "pipeline/task_context.h"

namespace darties {
namespace {

constexpr Param kParams[] = {
    {.name = "table", .help = "The table whose rows change.", .required = true},
    {.name = "query",
     .help =
         "SQL file with the one query that says the new values: first the keys, then the columns.",
     .type = "file",
     .required = true},
    {.name = "keys",
     .help = "Columns that name a row. NULL is refused in them.",
     .type = "list",
     .required = true},
    {.name = "columns",
     .help = "Columns that get the new values.",
     .type = "list",
     .required = true},
};

struct Update {
  std::string table;
  SqlText query;
  std::vector<std::string> keys;
  std::vector<std::string> columns;
  std::vector<std::string> all;  // of the query
};

Update read_update(const Params& params, const Project& project) {
  Update update{.table = table_param(params),
                .query = query_param(params, "query", project),
                .keys = column_params(params, "keys"),
                .columns = column_params(params, "columns")};
  update.all = update.keys;
  update.all.insert(update.all.end(), update.columns.begin(), update.columns.end());
  return update;
}

void run(const Params& params, TaskContext& context) {
  const Update update = read_update(params, context.project());
  context.transaction([&](Session& session) {
    const KeyedSource source = make_keyed_source(session, update.query, update.all, update.keys);
    const Result result =
        session.execute(update_statement(update.table, update.keys, update.columns));
    drop_keyed_source(session, source);
    context.add({.rows_read = result.affected_rows, .rows_loaded = result.affected_rows});
    context.log().info("updated rows={} of={} table={}", result.affected_rows, source.rows,
                       update.table);
  });
}

std::string plan(const Params& params, Project& project) {
  const Update update = read_update(params, project);
  return keyed_source_statement(update.query, update.all) + ";\n" +
         update_statement(update.table, update.keys, update.columns) + ";\n";
}

}  // namespace

extern const Operator update_operator;
const Operator update_operator{
    .name = "update",
    .summary =
        "Sets columns of the rows that a query names by their keys; touches only rows that differ.",
    .params = kParams,
    .run = run,
    .plan = plan,
};

}  // namespace darties
