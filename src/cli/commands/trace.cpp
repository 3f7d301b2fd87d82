#include <ostream>

#include "cli/ask.h"
#include "cli/command.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "TABLE",
     .help = "Table whose figures are followed back; none: lists those that can be.",
     .required = false},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties trace sales ville=Lyon mois=1",
     .what = "From the figures of a store and month to workbook, sheet and cell."},
};

constexpr std::string_view kDetails =
    R"(How a table is followed back is written in the project, in `5_queries/trace/TABLE.sql`. Its parameters narrow the
rows down: `key=value` or `--key value`. A parameter that is not given narrows nothing.)";

int run(const Invocation& line, House& house) {
  const auto folder = (house.project_folder() / "5_queries" / "trace").lexically_normal();
  if (const auto table = line.find("TABLE")) {
    const NamedQuery query = find_named_query(folder, *table);
    return ask(query, parameter_values(query, line.extra(), true), house);
  }
  const auto queries = list_named_queries(folder);
  if (queries.empty())
    house.say("no table of this project says how to trace it: write " +
              (folder / "TABLE.sql").string());
  const auto list = house.table({{"table"}, {"question"}, {"parameters"}});
  for (const auto& query : queries) {
    std::string names;
    for (const auto& parameter : query.parameters)
      names += (names.empty() ? "" : ", ") + parameter.name;
    list->row({query.name, query.question, names});
  }
  list->finish();
  return 0;
}

}  // namespace

extern const Command trace_command{
    .name = "trace",
    .group = "Warehouse",
    .summary = "Goes from figures of a table back to where they came from.",
    .details = kDetails,
    .arguments = kArguments,
    .examples = kExamples,
    .prints_rows = true,
    .takes_extra_options = true,
    .run = run,
};

}  // namespace darties::cli
