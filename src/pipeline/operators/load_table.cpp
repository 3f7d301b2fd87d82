#include "pipeline/operators/load_table.h"

#include "base/log.h"
#include "pipeline/operators/keyed_source.h"
#include "pipeline/operators/load_columns.h"
#include "pipeline/operators/load_faults.h"
#include "pipeline/statements.h"
#include "pipeline/task_context.h"
#include "sql/statement.h"

namespace darties {
namespace {

struct Load {
  std::string table;
  SqlText query;
  std::vector<std::string> keys;
  std::vector<std::string> columns;  // of the query, in its order; empty: not known yet
  std::string mode;
  bool by_position = false;
  bool lists_columns = false;  // the task does
  OnNewColumns on_new = OnNewColumns::kFail;
  Place place;       // of the keys
  Place task_place;  // of the task

  Place query_place() const { return {.file = query.source.file, .line = query.source.first_line}; }
};

OnNewColumns on_new_columns(const Params& params) {
  const std::string word = params.at("on_new_columns");
  if (word == "fail") return OnNewColumns::kFail;
  if (params.at("by") == "position") {
    throw Error(ErrorKind::kInvalid,
                "on_new_columns: {} needs names: by: position has no new columns", word)
        .at(params.place("on_new_columns"));
  }
  return word == "add" ? OnNewColumns::kAdd : OnNewColumns::kIgnore;
}

Load read_load(const Params& params, const Project& project) {
  Load load{.table = table_param(params),
            .query = query_param(params, "query", project),
            .keys = column_params(params, "keys"),
            .columns = column_params(params, "columns"),
            .mode = params.at("mode"),
            .by_position = params.at("by") == "position",
            .lists_columns = params.has("columns"),
            .on_new = on_new_columns(params),
            .place = params.place("keys"),
            .task_place = params.task_place()};
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

ColumnRule rule_of(const Load& load, const TableColumns& table) {
  return {.table = load.table,
          .expected = load.lists_columns ? load.columns : table.loadable,
          .generated = load.lists_columns ? std::vector<std::string>{} : table.generated,
          .by_position = load.by_position,
          .in_the_task = load.lists_columns,
          .on_new = load.on_new};
}

/// The query without the columns that the table does not have.
SqlText only_columns(const SqlText& query, const std::vector<std::string>& columns) {
  return around_query("SELECT " + comma_list(columns), query, "");
}

void add_columns(const Load& load, const BoundColumns& bound,
                 const std::vector<std::size_t>& columns, Session& session, TaskContext& context) {
  for (const std::size_t i : columns) {
    const std::string name = sql::quote_identifier(bound.query.columns[i].name);
    const std::string type = sql::to_string(bound.types[i]);
    execute_at(session, fmt::format("ALTER TABLE {} ADD COLUMN {} {}", load.table, name, type),
               bound.query.columns[i].place);
    context.log().warn("added column={} type={} table={}", name, type, load.table);
  }
}

/// Finds out which column of the query goes into which of the table, before any row moves.
void match_columns(Load& load, Session& session, TaskContext& context) {
  const ColumnRule rule = rule_of(load, columns_to_load(session, load.table));
  BoundColumns bound{.query = columns_in_text(load.query), .types = {}};
  const bool enough = load.by_position ? bound.query.complete : bound.query.are_known();
  if (!enough || load.on_new == OnNewColumns::kAdd) bound = bind_columns(session, load.query);
  const ColumnFit fit = fit_columns(rule, bound.query);
  if (load.on_new == OnNewColumns::kAdd) {
    add_columns(load, bound, fit.new_columns, session, context);
  } else if (!fit.new_columns.empty()) {
    load.query = only_columns(load.query, fit.columns);
    for (const std::size_t i : fit.new_columns)
      context.log().warn("left out column={} table={}", bound.query.columns[i].name, load.table);
  }
  load.columns = fit.columns;
}

std::string insert_head(const Load& load) {
  const std::string columns = load.columns.empty() ? "…" : comma_list(load.columns);
  return fmt::format("INSERT INTO {} ({})", load.table, columns);
}

void insert_all(const Load& load, Session& session, TaskContext& context) {
  TaskFigures figures;
  if (load.mode == "replace") {
    figures.rows_deleted =
        execute_at(session, fmt::format("DELETE FROM {}", load.table), load.task_place)
            .affected_rows;
  }
  const SqlText insert = with_head(insert_head(load), load.query);
  const Result result = session.execute(insert.text, insert.source);
  figures.rows_read = figures.rows_loaded = figures.rows_inserted = result.affected_rows;
  context.add(figures);
  context.log().info("loaded rows={} deleted={} table={} mode={}", figures.rows_inserted,
                     figures.rows_deleted, load.table, load.mode);
}

/// merge, and append with keys.
void load_by_keys(const Load& load, Session& session, TaskContext& context) {
  const std::vector<std::string> others = without_keys(load.columns, load.keys, load.place);
  const KeyedSource source = make_keyed_source(session, load.query, load.columns, load.keys);
  TaskFigures figures{.rows_read = source.rows};
  if (load.mode == "merge" && !others.empty()) {
    figures.rows_updated =
        execute_at(session, update_statement(load.table, load.keys, others), load.query_place())
            .affected_rows;
  }
  figures.rows_inserted =
      execute_at(session, insert_missing_statement(load.table, load.keys, load.columns),
                 load.query_place())
          .affected_rows;
  drop_keyed_source(session, source);
  figures.rows_loaded = figures.rows_inserted + figures.rows_updated;
  figures.rows_unchanged = source.rows - figures.rows_loaded;
  context.add(figures);
  context.log().info("loaded rows={} inserted={} updated={} unchanged={} table={} mode={}",
                     source.rows, figures.rows_inserted, figures.rows_updated,
                     figures.rows_unchanged, load.table, load.mode);
}

}  // namespace

void load_table(const Params& params, TaskContext& context) {
  Load load = read_load(params, context.project());
  try {
    context.transaction([&](Session& session) {
      match_columns(load, session, context);
      if (load.keys.empty()) {
        insert_all(load, session, context);
      } else {
        load_by_keys(load, session, context);
      }
    });
  } catch (const Error& error) {
    throw with_column(error, load.table, load.columns, context);
  }
}

void refuse_unfit_query(const Params& params, const Project& project, const TableColumns& table) {
  const Load load = read_load(params, project);
  const QueryColumns query = columns_in_text(load.query);
  if (load.by_position ? query.complete : query.are_known())
    fit_columns(rule_of(load, table), query);
}

std::string plan_load_table(const Params& params, Project& project) {
  Load load = read_load(params, project);
  const QueryColumns query = columns_in_text(load.query);
  if (load.lists_columns) {
    if (load.by_position ? query.complete : query.are_known())
      load.columns = fit_columns(rule_of(load, {}), query).columns;
  } else if (!load.by_position && query.are_known()) {
    for (const QueryColumn& column : query.columns)
      load.columns.push_back(sql::quote_identifier(column.name));
  }
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
