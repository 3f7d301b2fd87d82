#include "base/cancellation.h"
#include "base/log.h"
#include "pipeline/checks.h"
#include "pipeline/operator.h"
#include "pipeline/params.h"

namespace darties {
namespace {

constexpr Param kParams[] = {
    {.name = "files",
     .help = "SQL files, or patterns such as `4_checks/*.sql`: each begins with `-- check: what "
             "must hold` and returns the "
             "offending rows.",
     .type = "list"},
    {.name = "not_null", .help = "`{table, columns}`: no NULL.", .type = "any"},
    {.name = "unique",
     .help = "`{table, columns}`: no two rows with the same values.",
     .type = "any"},
    {.name = "positive", .help = "`{table, columns}`: above 0.", .type = "any"},
    {.name = "accepted_values", .help = "`{table, column, values}`: nothing else.", .type = "any"},
    {.name = "relationship",
     .help = "`{table, columns, references, reference_columns}`: known in the other table.",
     .type = "any"},
    {.name = "row_count", .help = "`{table, min, max, equals}`: so many rows.", .type = "any"},
    {.name = "freshness",
     .help = "`{table, column, max_age}`: the newest value is not older.",
     .type = "any"},
    {.name = "reconcile",
     .help = "`{name, left, right, tolerance}`: two queries that return one number each return the "
             "same.",
     .type = "any"},
    {.name = "severity",
     .help = "What it means when one fails: `error` fails the task, `warn` is only reported. A "
             "file's own word wins.",
     .default_value = "error",
     .choices = "warn|error"},
    {.name = "threshold",
     .help = "So many offending rows still pass. A file's own word wins.",
     .type = "number",
     .default_value = "0"},
};

/// Every check is evaluated, whatever came of those before it: the verdict is over all of them.
void run(const Params& params, TaskContext& context) {
  const std::vector<Check> checks = checks_of(params, context.project(), context.clock().now());
  std::vector<CheckResult> results;
  for (const Check& check : checks) {
    throw_if_cancelled(context.stop(), "checking");
    results.push_back(run_check(check, context.session()));
    context.report(results.back());
  }
  const std::string failures = summarize_failures(results);
  if (!failures.empty()) throw Error(ErrorKind::kInvalid, "{}", failures);
  context.mark_done();
}

std::string plan(const Params& params, Project& project) {
  std::string text;
  for (const Check& check : checks_of(params, project, system_clock().now())) {
    text += fmt::format("-- {} ({}): {}\n{};\n", check.name, to_string(check.severity),
                        check.description, check.query.text);
  }
  return text;
}

}  // namespace

extern const Operator check_operator;
const Operator check_operator{
    .name = "check",
    .summary = "Runs checks; all of them, and keeps the offending rows.",
    .params = kParams,
    .shorthand = "files",
    .run = run,
    .plan = plan,
    .example = R"(  checks:
    check:
      files: 4_checks/*.sql
      not_null:
        - { table: fact_flight, columns: [day, carrier] }
        - { table: airport, columns: faa }
      unique: { table: airport, columns: faa }
      relationship: { table: fact_flight, columns: origin, references: airport, reference_columns: faa }
      freshness: { table: fact_flight, column: day, max_age: 2d }
      reconcile: { name: rows, left: SELECT COUNT(*) FROM staging_flight, right: SELECT COUNT(*) FROM fact_flight }
)",
};

}  // namespace darties
