#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "base/text.h"
#include "lake/lake.h"
#include "pipeline/load_ledger.h"
#include "pipeline/operator.h"
#include "pipeline/params.h"
#include "pipeline/project.h"
#include "pipeline/statements.h"
#include "pipeline/task_context.h"
#include "sql/parse.h"
#include "sql/statement.h"

namespace darties {
namespace {

constexpr int kRejectsKept = 1'000;

constexpr Param kParams[] = {
    {.name = "table", .help = "The staging table.", .required = true},
    {.name = "from",
     .help = "What to load: `s3://bucket/prefix`. Every object whose key begins so is loaded.",
     .required = true},
    {.name = "options",
     .help = "Options of COPY, such as `JSON 'auto'` or `CSV IGNOREHEADER 1`.",
     .type = "text"},
    {.name = "columns",
     .help = "Columns that get the values, as COPY's column list.",
     .type = "list"},
    {.name = "mode",
     .help = "`replace`: the table then holds what the prefix holds. `append`: only files that it "
             "has not loaded yet. One that changed since is refused, until the run says `--reload "
             "FILE`: then the rows that came from it go and the file is loaded anew.",
     .default_value = "replace",
     .choices = "replace|append"},
};

struct Stage {
  std::string table;
  ObjectUrl from;
  std::string options;
  std::vector<std::string> columns;
  Place table_place;
};

Stage read_stage(const Params& params) {
  Stage stage{.table = table_param(params),
              .options = params.text_or("options", ""),
              .columns = column_params(params, "columns"),
              .table_place = params.place("table")};
  try {
    stage.from = parse_object_url(params.at("from"));
  } catch (Error& error) {
    error.at(params.place("from"));
    throw;
  }
  return stage;
}

std::string copy_statement(const Stage& stage, const std::string& from, bool manifest) {
  const std::string columns =
      stage.columns.empty() ? "" : fmt::format(" ({})", comma_list(stage.columns));
  return fmt::format("COPY {}{} FROM {}{}{}{}", stage.table, columns, sql::quote_literal(from),
                     stage.options.empty() ? "" : " ", stage.options, manifest ? " MANIFEST" : "");
}

/// Rows that COPY did not take, as far as it kept them: what `darties runs --rejects` shows.
void keep_rejects(Session& session, TaskContext& context) {
  const Result last = session.execute("SELECT pg_last_copy_id()");
  const std::string id = last.rows.at(0).at(0).value_or("-1");
  // They stand outside of the load's transaction, so that they stay when it is rolled back.
  const Result found = context.project().engine().connect()->execute(
      fmt::format("SELECT TRIM(filename), line_number, TRIM(colname), TRIM(raw_field_value), "
                  "TRIM(err_reason) FROM stl_load_errors WHERE query = {} ORDER BY filename, "
                  "line_number LIMIT {}",
                  id, kRejectsKept));
  for (const Row& row : found.rows) {
    context.keep_reject({.workbook = row.at(0).value_or(""),
                         .sheet = "",
                         .cell = "line " + row.at(1).value_or("?"),
                         .column = row.at(2).value_or(""),
                         .value = row.at(3).value_or(""),
                         .reason = row.at(4).value_or("")});
  }
}

void copy(const std::string& statement, const Params& params, Session& session,
          TaskContext& context) {
  const Result result =
      execute_at(session, statement, params.place(params.has("options") ? "options" : "from"));
  if (result.rejected_rows > 0) keep_rejects(session, context);
  context.add({.rows_read = result.affected_rows + result.rejected_rows,
               .rows_loaded = result.affected_rows,
               .rows_rejected = result.rejected_rows,
               .rows_inserted = result.affected_rows,
               .bytes = result.read_bytes,
               .files = result.files});
  for (const std::string& notice : result.notices) context.log().info("{}", notice);
}

void replace(const Stage& stage, const Params& params, TaskContext& context) {
  context.transaction([&](Session& session) {
    const Result gone =
        execute_at(session, fmt::format("DELETE FROM {}", stage.table), stage.table_place);
    context.add({.rows_deleted = gone.affected_rows});
    LoadLedger(session, stored_table_name(stage.table)).forget_table();
    copy(copy_statement(stage, to_string(stage.from), false), params, session, context);
  });
}

void refuse_changed(const LedgerVerdict& verdict, const Stage& stage, const Place& place) {
  if (verdict.changed.empty()) return;
  throw Error(ErrorKind::kInvalid,
              "{} of the files changed since they were loaded into {}, for instance {}: run with "
              "--reload '{}' to put its rows in the place of those that came from it before "
              "(--reload '*': those of every file)",
              verdict.changed.size(), stage.table, verdict.changed.front().url,
              verdict.changed.front().url)
      .at(place);
}

/// Rows of which the ledger knows nothing would be loaded a second time.
void refuse_unknown_rows(LoadLedger& ledger, Session& session, const Stage& stage,
                         const Place& place) {
  if (!ledger.is_empty()) return;
  const Result found =
      execute_at(session, fmt::format("SELECT 1 FROM {} LIMIT 1", stage.table), stage.table_place);
  if (found.rows.empty()) return;
  throw Error(ErrorKind::kInvalid,
              "{} has rows that no appending load put there, so it is not known which files they "
              "came from: empty the table, and every file is loaded",
              stage.table)
      .at(place);
}

/// An object of the lake that lives as long as the load.
class Manifest {
 public:
  Manifest(TaskContext& context, const std::vector<LedgerFile>& files)
      : store_(context.lake().bucket(kManifestBucket)),
        key_(context.run_id() + "_" + context.task() + ".manifest"),
        log_(context.log()) {
    nlohmann::json entries = nlohmann::json::array();
    for (const LedgerFile& file : files)
      entries.push_back({{"url", file.url}, {"mandatory", true}});
    store_.write(key_, nlohmann::json{{"entries", entries}}.dump());
  }
  ~Manifest() {
    try {
      store_.remove(key_);
    } catch (const std::exception& fault) {
      log_.warn("a manifest stays behind, it harms nobody: {}", fault.what());
    }
  }
  Manifest(const Manifest&) = delete;
  Manifest& operator=(const Manifest&) = delete;

  std::string url() const { return to_string(ObjectUrl{std::string(kManifestBucket), key_}); }

 private:
  Store& store_;
  std::string key_;
  Logger log_;
};

/// A pattern that means no file here may mean one of another task.
void warn_of_unmatched(const LedgerVerdict& verdict, TaskContext& context) {
  std::vector<std::string> names;
  for (const auto* files : {&verdict.to_load, &verdict.unchanged}) {
    for (const LedgerFile& file : *files) names.push_back(file.url.substr(file.url.rfind('/') + 1));
  }
  for (const std::string& pattern : context.reload()) {
    const auto fits = [&](const LedgerFile& file) { return is_named(file.url, {pattern}); };
    if (std::any_of(verdict.to_load.begin(), verdict.to_load.end(), fits)) continue;
    context.log().warn("no file of this task fits --reload '{}'{}", pattern,
                       suggestion(pattern, names));
  }
}

void remove_reloaded(const LedgerVerdict& verdict, LoadLedger& ledger, const Stage& stage,
                     Session& session, TaskContext& context) {
  if (verdict.reload.empty()) return;
  // Takes the table's lock before its rows are looked at.
  execute_at(session, fmt::format("DELETE FROM {} WHERE 1 = 0", stage.table), stage.table_place);
  const std::int64_t removed = ledger.remove_rows(verdict.reload);
  context.add({.rows_deleted = removed});
  context.log().info("removed rows={} of files={} table={}", removed, verdict.reload.size(),
                     stage.table);
}

void append(const Stage& stage, const Params& params, TaskContext& context) {
  Store& store = context.lake().bucket(stage.from.bucket);
  context.transaction([&](Session& session) {
    LoadLedger ledger(session, stored_table_name(stage.table));
    const auto objects = store.list(stage.from.key);
    if (objects.empty()) {
      throw Error(ErrorKind::kNotFound, "no object starts with: {}", to_string(stage.from))
          .at(params.place("from"));
    }
    const LedgerVerdict verdict = ledger.judge(store, stage.from.bucket, objects, context.reload());
    refuse_changed(verdict, stage, params.place("from"));
    refuse_unknown_rows(ledger, session, stage, params.place("table"));
    warn_of_unmatched(verdict, context);
    context.log().info("files new={} reloaded={} unchanged={} table={}",
                       verdict.to_load.size() - verdict.reload.size(), verdict.reload.size(),
                       verdict.unchanged.size(), stage.table);
    if (verdict.to_load.empty()) return;
    remove_reloaded(verdict, ledger, stage, session, context);
    const Manifest manifest(context, verdict.to_load);
    session.note_loaded_rows(stored_table_name(stage.table));
    copy(copy_statement(stage, manifest.url(), true), params, session, context);
    ledger.record(verdict.to_load, context.run_id(), context.task(), context.clock().now());
  });
}

void run(const Params& params, TaskContext& context) {
  const Stage stage = read_stage(params);
  if (params.at("mode") == "append") {
    append(stage, params, context);
  } else {
    replace(stage, params, context);
  }
}

/// The options must be COPY's; their place is where the user wrote them.
void refuse_broken_copy(const std::string& statement, const Params& params) {
  try {
    for (const auto& part : sql::split(statement)) sql::parse(part);
  } catch (const Error& error) {
    throw with_place(error, params.place(params.has("options") ? "options" : "from"));
  }
}

std::string plan(const Params& params, Project& /*project*/) {
  const Stage stage = read_stage(params);
  const std::string copy = copy_statement(stage, to_string(stage.from), false);
  refuse_broken_copy(copy, params);
  const std::string statement = sql::mask_credentials(copy) + ";\n";
  if (params.at("mode") == "append")
    return "-- only the files that are not in the ledger\n" + statement;
  return fmt::format("DELETE FROM {};\n", stage.table) + statement;
}

}  // namespace

extern const Operator stage_operator;
const Operator stage_operator{
    .name = "stage",
    .summary = "Loads files of the lake into a staging table, with COPY.",
    .params = kParams,
    .run = run,
    .plan = plan,
    .example = R"(  events:
    stage: { table: staging_events, from: s3://shop/events/, options: JSON 'auto' }
  flights:
    stage: { table: staging_flight, from: s3://nyc/flights/, options: CSV IGNOREHEADER 1 NULL AS 'NA', mode: append }
)",
};

}  // namespace darties
