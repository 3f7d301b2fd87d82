#include "pipeline/operators/load_table.h"

#include "base/log.h"
#include "pipeline/operators/keyed_source.h"
#include "pipeline/statements.h"
#include "pipeline/task_context.h"

namespace darties {
namespace {

struct Load {
  std::string table;
  SqlText query;
  std::vector<std::string> keys;
  std::vector<std::string> columns;  // empty: ask the warehouse
  std::string mode;
  Place place;
};

Load read_load(const Params& params, const Project& project) {
  Load load{.table = table_param(params),
            .query = query_param(params, "query", project),
            .keys = column_params(params, "keys"),
            .columns = column_params(params, "columns"),
            .mode = params.at("mode"),
            .place = params.place("keys")};
  if (load.mode == "merge" && load.keys.empty()) {
    throw Error(ErrorKind::kInvalid, "mode merge needs 'keys': the columns that name a row")
        .at(params.task_place());
  }
  if (load.mode == "replace" && !load.keys.empty()) {
    throw Error(ErrorKind::kInvalid, "mode replace has no use for 'keys': did you mean mode merge?")
        .at(load.place);
  }
  return load;
}

std::string insert_head(const Load& load) {
  const std::string columns = load.columns.empty() ? "…" : comma_list(load.columns);
  return fmt::format("INSERT INTO {} ({})", load.table, columns);
}

void insert_all(const Load& load, Session& session, TaskContext& context) {
  if (load.mode == "replace") session.execute(fmt::format("DELETE FROM {}", load.table));
  const SqlText insert = with_head(insert_head(load), load.query);
  const Result result = session.execute(insert.text, insert.source);
  context.add({.rows_read = result.affected_rows, .rows_loaded = result.affected_rows});
  context.log().info("loaded rows={} table={} mode={}", result.affected_rows, load.table,
                     load.mode);
}

/// merge, and append with keys.
void load_by_keys(const Load& load, Session& session, TaskContext& context) {
  const std::vector<std::string> others = without_keys(load.columns, load.keys, load.place);
  const KeyedSource source = make_keyed_source(session, load.query, load.columns, load.keys);
  std::int64_t updated = 0;
  if (load.mode == "merge" && !others.empty()) {
    updated = session.execute(update_statement(load.table, load.keys, others)).affected_rows;
  }
  const std::int64_t inserted =
      session.execute(insert_missing_statement(load.table, load.keys, load.columns)).affected_rows;
  drop_keyed_source(session, source);
  context.add({.rows_read = source.rows, .rows_loaded = source.rows});
  context.log().info("loaded rows={} inserted={} updated={} unchanged={} table={} mode={}",
                     source.rows, inserted, updated, source.rows - inserted - updated, load.table,
                     load.mode);
}

}  // namespace

void load_table(const Params& params, TaskContext& context) {
  Load load = read_load(params, context.project());
  context.transaction([&](Session& session) {
    if (load.columns.empty()) load.columns = loadable_columns(session, load.table);
    if (load.keys.empty()) {
      insert_all(load, session, context);
    } else {
      load_by_keys(load, session, context);
    }
  });
}

std::string plan_load_table(const Params& params, Project& project) {
  const Load load = read_load(params, project);
  std::string text;
  if (load.keys.empty()) {
    if (load.mode == "replace") text = fmt::format("DELETE FROM {};\n", load.table);
    return text + with_head(insert_head(load), load.query).text + ";\n";
  }
  text = keyed_source_statement(load.query, load.columns) + ";\n";
  const std::vector<std::string> columns =
      load.columns.empty() ? std::vector<std::string>{"…"} : load.columns;
  if (load.mode == "merge") text += update_statement(load.table, load.keys, columns) + ";\n";
  return text + insert_missing_statement(load.table, load.keys, columns) + ";\n";
}

}  // namespace darties
