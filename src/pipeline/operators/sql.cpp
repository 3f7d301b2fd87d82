#include <string>

#include "base/log.h"
#include "base/text.h"
#include "pipeline/operator.h"
#include "pipeline/params.h"
#include "pipeline/sql_text.h"
#include "pipeline/statements.h"
#include "pipeline/task_context.h"
#include "sql/parse.h"
#include "sql/statement.h"

namespace darties {
namespace {

constexpr Param kParams[] = {
    {.name = "file", .help = "SQL files of the project, run in this order.", .type = "list"},
    {.name = "text", .help = "SQL written here instead of in a file."},
};

std::vector<SqlText> scripts_of(const Params& params, const Project& project) {
  std::vector<SqlText> scripts;
  for (const std::string& file : params.list("file")) {
    scripts.push_back(read_sql_file(file, params.place("file"), params.variables(), project));
  }
  if (params.has("text")) scripts.push_back(inline_sql(params, "text"));
  if (scripts.empty())
    throw Error(ErrorKind::kInvalid, "sql needs a file or a text").at(params.task_place());
  for (const SqlText& script : scripts) {
    for (const auto& statement :
         sql::split(script.text, script.source.file, script.source.first_line))
      sql::parse(statement);
  }
  return scripts;
}

void execute_all(const std::vector<SqlText>& scripts, Session& session, TaskContext& context) {
  for (const SqlText& script : scripts) {
    const Result result = session.execute(script.text, script.source);
    for (const std::string& notice : result.notices) context.log().info("{}", notice);
  }
}

/// Usually the whole script and the record that it is done are one transaction. A script that commits by itself runs as it
/// is: each of its transactions is whole, but a kill between the last of them and the record makes a resumed run start
/// it again from its first line, so it must stand that.
void run(const Params& params, TaskContext& context) {
  const std::vector<SqlText> scripts = scripts_of(params, context.project());
  bool controls = false;
  for (const SqlText& script : scripts) controls = controls || controls_transactions(script.text);
  if (!controls) {
    context.transaction([&](Session& session) { execute_all(scripts, session, context); });
    return;
  }
  execute_all(scripts, context.session(), context);
  if (context.session().in_transaction()) {
    throw Error(ErrorKind::kInvalid,
                "the script leaves a transaction open: end it with COMMIT or ROLLBACK")
        .at({.file = scripts.back().source.file});
  }
  context.mark_done();
}

std::string plan(const Params& params, Project& project) {
  std::string text;
  for (const SqlText& script : scripts_of(params, project)) {
    text.append(text.empty() ? "" : "\n")
        .append(trim(sql::mask_credentials(script.text)))
        .append("\n");
  }
  return text;
}

}  // namespace

extern const Operator sql_operator;
const Operator sql_operator{
    .name = "sql",
    .summary = "Runs SQL scripts, in one transaction unless they commit by themselves.",
    .params = kParams,
    .shorthand = "file",
    .run = run,
    .plan = plan,
    .example = R"(  tables: { sql: [2_staging/create_tables.sql, 3_star/create_tables.sql] }
  views:
    sql: { text: "CREATE OR REPLACE VIEW late AS SELECT * FROM fact_flight WHERE dep_delay > 15" }
    after: tables
)",
};

}  // namespace darties
