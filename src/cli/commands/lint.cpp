#include "sql/lint/lint.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/files.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/house.h"
#include "cli/input.h"
#include "cli/lint_report.h"
#include "cli/scratch_warehouse.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "FILE", .help = "A file of SQL; - is stdin.", .repeatable = true},
};
constexpr CommandOption kOptions[] = {
    {.name = "--execute",
     .help = "Runs what passes, but no COPY and UNLOAD, in a scratch warehouse, in order."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties lint 3_star/*.sql", .what = "What of these files would run here?"},
    {.line = "darties lint -o json legacy.sql", .what = "The same as records."},
    {.line = "darties lint --execute schema.sql",
     .what = "Runs them too, in a warehouse that is thrown away."},
};

constexpr std::string_view kDetails =
    R"(Every statement gets a verdict: `runs`; `no_effect` (accepted, nothing to do here: VACUUM, GRANT); `refused`, with
the reason and what to do instead; or `invalid`, with a caret under the place where the syntax breaks. Warnings say where a result could surprise. A bare expression is judged as
`SELECT <expression>`.

It needs no project and no tables: every table and column that is named is taken to be there, and a refusal that depends on a
column's type is not seen. With `--execute` the statements run one after the other in a new, empty warehouse in a temporary folder; a statement that fails
there is refused. Exits with 1 if any statement is refused or invalid.)";

std::string text_of(const std::string& file, const House& house) {
  return file == "-" ? Input(house.stop()).rest() : read_file(file);
}

int run(const Invocation& line, House& house) {
  LintReport report(house);
  std::optional<ScratchWarehouse> scratch;
  if (line.flag("--execute")) scratch.emplace(house.clock());
  for (const std::string& file : line.all("FILE")) {
    const std::string text = text_of(file, house);
    for (auto& finding : sql::lint(text, file == "-" ? "stdin" : file)) {
      if (scratch) scratch->confirm(finding);
      report.add(finding, text);
    }
  }
  return report.finish();
}

}  // namespace

extern const Command lint_command{
    .name = "lint",
    .group = "Warehouse",
    .summary = "Tells which statements of Redshift SQL would run here.",
    .details = kDetails,
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
