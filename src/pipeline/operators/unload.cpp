#include "base/log.h"
#include "base/text.h"
#include "lake/lake.h"
#include "pipeline/operator.h"
#include "pipeline/params.h"
#include "pipeline/statements.h"
#include "pipeline/task_context.h"
#include "sql/statement.h"

namespace darties {
namespace {

constexpr Param kParams[] = {
    {.name = "query",
     .help = "SQL file with the one query whose rows are written.",
     .type = "file",
     .required = true},
    {.name = "to", .help = "Where to: `s3://bucket/prefix`.", .required = true},
    {.name = "options",
     .help = "Options of UNLOAD, such as `CSV HEADER PARALLEL OFF`. ALLOWOVERWRITE is added unless "
             "CLEANPATH is there, so "
             "that a second run writes the same files again."},
};

std::string statement_of(const Params& params, const Project& project) {
  const SqlText query = query_param(params, "query", project);
  const std::string to = params.at("to");
  parse_object_url(to);
  std::string options = params.text_or("options", "");
  const std::string words = upper_ascii(options);
  if (words.find("ALLOWOVERWRITE") == std::string::npos &&
      words.find("CLEANPATH") == std::string::npos) {
    options += options.empty() ? "ALLOWOVERWRITE" : " ALLOWOVERWRITE";
  }
  return fmt::format("UNLOAD ({})\nTO {}\n{}", sql::quote_literal(query.text),
                     sql::quote_literal(to), options);
}

void run(const Params& params, TaskContext& context) {
  const std::string statement = statement_of(params, context.project());
  context.transaction([&](Session& session) {
    const Result result = session.execute(statement, {.file = params.at("query")});
    context.add({.rows_read = result.affected_rows,
                 .rows_loaded = result.affected_rows,
                 .bytes = result.read_bytes,
                 .files = result.files});
    context.log().info("unloaded rows={} files={} bytes={}", result.affected_rows, result.files,
                       result.read_bytes);
  });
}

std::string plan(const Params& params, Project& project) {
  return sql::mask_credentials(statement_of(params, project)) + ";\n";
}

}  // namespace

extern const Operator unload_operator;
const Operator unload_operator{
    .name = "unload",
    .summary = "Writes the rows of a query into the lake.",
    .params = kParams,
    .run = run,
    .plan = plan,
    .example = R"(  export:
    unload: { query: 3_star/export.sql, to: s3://nyc/export/flights_, options: CSV HEADER PARALLEL OFF }
)",
};

}  // namespace darties
