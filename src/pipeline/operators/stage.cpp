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
#include "sql/statement.h"

namespace darties {
namespace {

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
             "has not loaded yet; one "
             "that changed since is refused unless the run says `--reload`.",
     .default_value = "replace",
     .choices = "replace|append"},
};

struct Stage {
  std::string table;
  ObjectUrl from;
  std::string options;
  std::vector<std::string> columns;
};

Stage read_stage(const Params& params) {
  Stage stage{.table = table_param(params),
              .options = params.text_or("options", ""),
              .columns = column_params(params, "columns")};
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

void copy(const std::string& statement, const Params& params, Session& session,
          TaskContext& context) {
  const Place place = params.place("options");
  const Result result =
      session.execute(statement, {.file = place.file, .first_line = std::max(1, place.line)});
  context.add({.rows_read = result.affected_rows + result.rejected_rows,
               .rows_loaded = result.affected_rows,
               .rows_rejected = result.rejected_rows,
               .bytes = result.read_bytes,
               .files = result.files});
  for (const std::string& notice : result.notices) context.log().info("{}", notice);
}

void replace(const Stage& stage, const Params& params, TaskContext& context) {
  context.transaction([&](Session& session) {
    session.execute(fmt::format("DELETE FROM {}", stage.table));
    LoadLedger(session, stored_table_name(stage.table)).forget_table();
    copy(copy_statement(stage, to_string(stage.from), false), params, session, context);
  });
}

void refuse_changed(const LedgerVerdict& verdict, const Stage& stage, const Place& place) {
  if (verdict.changed.empty()) return;
  throw Error(ErrorKind::kInvalid,
              "{} of the files changed since they were loaded into {}, for instance {}. Loading "
              "one again adds its rows a "
              "second time: use mode replace, or delete its rows and run with --reload",
              verdict.changed.size(), stage.table, verdict.changed.front().url)
      .at(place);
}

/// Rows of which the ledger knows nothing would be loaded a second time.
void refuse_unknown_rows(LoadLedger& ledger, Session& session, const Stage& stage,
                         const Place& place) {
  if (!ledger.is_empty()) return;
  const Result found = session.execute(fmt::format("SELECT 1 FROM {} LIMIT 1", stage.table));
  if (found.rows.empty()) return;
  throw Error(ErrorKind::kInvalid,
              "{} has rows that no appending load put there, so it is not known which files they "
              "came from. Empty the "
              "table, or run with --reload to add all files",
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
    if (!context.reload()) {
      refuse_changed(verdict, stage, params.place("from"));
      refuse_unknown_rows(ledger, session, stage, params.place("table"));
    }
    context.log().info("files new={} unchanged={} table={}", verdict.to_load.size(),
                       verdict.unchanged.size(), stage.table);
    if (verdict.to_load.empty()) return;
    const Manifest manifest(context, verdict.to_load);
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

std::string plan(const Params& params, Project& /*project*/) {
  const Stage stage = read_stage(params);
  const std::string statement =
      sql::mask_credentials(copy_statement(stage, to_string(stage.from), false)) + ";\n";
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
};

}  // namespace darties
