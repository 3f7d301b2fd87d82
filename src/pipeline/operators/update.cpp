#include "base/log.h"
#include "pipeline/operator.h"
#include "pipeline/operators/keyed_source.h"
#include "pipeline/operators/load_columns.h"
#include "pipeline/operators/load_faults.h"
#include "pipeline/params.h"
#include "pipeline/statements.h"
#include "pipeline/task_context.h"

namespace darties {
namespace {

constexpr Param kParams[] = {
    {.name = "table", .help = "The table whose rows change.", .required = true},
    {.name = "query",
     .help =
         "SQL file with the one query that says the new values: the keys and the columns, by name.",
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
    {.name = "by",
     .help = "How the query's columns are found. `name`: by their names, whatever the order; a "
             "further one, a missing one and one that is there twice are refused. `position`: "
             "first the keys, then the columns.",
     .default_value = "name",
     .choices = "name|position"},
};

struct Update {
  std::string table;
  SqlText query;
  std::vector<std::string> keys;
  std::vector<std::string> columns;
  std::vector<std::string> all;  // of the query, in its order
  bool by_position = false;
};

Update read_update(const Params& params, const Project& project) {
  Update update{.table = table_param(params),
                .query = query_param(params, "query", project),
                .keys = column_params(params, "keys"),
                .columns = column_params(params, "columns"),
                .by_position = params.at("by") == "position"};
  update.all = update.keys;
  update.all.insert(update.all.end(), update.columns.begin(), update.columns.end());
  return update;
}

/// Brings `all` into the query's order; throws for a query with other columns.
void match_columns(Update& update, const QueryColumns& query) {
  const ColumnRule rule{.table = update.table,
                        .expected = update.all,
                        .by_position = update.by_position,
                        .in_the_task = true};
  update.all = fit_columns(rule, query).columns;
}

bool is_known(const Update& update, const QueryColumns& query) {
  return update.by_position ? query.complete : query.are_known();
}

void apply(const Update& update, Session& session, TaskContext& context) {
  const KeyedSource source = make_keyed_source(session, update.query, update.all, update.keys);
  const Result result =
      execute_at(session, update_statement(update.table, update.keys, update.columns),
                 {.file = update.query.source.file, .line = update.query.source.first_line});
  const std::int64_t found = query_number(
      session, fmt::format("SELECT COUNT(*) FROM {0} JOIN {1} ON {2}", update.table, source.table,
                           columns_equal(update.keys, update.table, source.table)));
  drop_keyed_source(session, source);
  context.add({.rows_read = source.rows,
               .rows_loaded = result.affected_rows,
               .rows_updated = result.affected_rows,
               .rows_unchanged = found - result.affected_rows});
  context.log().info("updated rows={} unchanged={} of={} table={}", result.affected_rows,
                     found - result.affected_rows, source.rows, update.table);
}

void run(const Params& params, TaskContext& context) {
  Update update = read_update(params, context.project());
  try {
    context.transaction([&](Session& session) {
      QueryColumns query = columns_in_text(update.query);
      if (!is_known(update, query)) query = bind_columns(session, update.query).query;
      match_columns(update, query);
      apply(update, session, context);
    });
  } catch (const Error& error) {
    throw with_column(error, update.table, update.columns, context);
  }
}

std::string plan(const Params& params, Project& project) {
  Update update = read_update(params, project);
  if (const QueryColumns query = columns_in_text(update.query); is_known(update, query))
    match_columns(update, query);
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
    .example = R"(  delays:
    update: { table: fact_flight, query: 3_star/delays.sql, keys: [day, flight], columns: [dep_delay, arr_delay] }
)",
};

}  // namespace darties
