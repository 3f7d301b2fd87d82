#include <ostream>

#include "base/text.h"
#include "cli/ask.h"
#include "cli/command.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "QUERY", .help = "Name of the query; none: lists them.", .required = false},
};
constexpr CommandOption kOptions[] = {
    {.name = "--sql", .help = "Shows the SQL with the parameters in place, and asks nothing."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties query", .what = "Lists the questions of this project."},
    {.line = "darties query song_on_a_level --first_name Lily",
     .what = "Asks one, with another value for a parameter."},
    {.line = "darties query song_on_a_level first_name=Lily -o json",
     .what = "The same, for a program."},
};

constexpr std::string_view kDetails =
    R"(A named query is a file `5_queries/NAME.sql` whose first lines say what it answers:

    -- question: Which song did {first_name} play?
    -- parameter: first_name = Lily
    -- empty: {first_name} played none.
    SELECT ... WHERE first_name = :first_name

Parameters are given as `--first_name Lily` or `first_name=Lily`; without, the default of the file counts. A value is put into the
statement as a literal, so it can not change what the statement does.)";

std::string parameters_of(const NamedQuery& query) {
  std::vector<std::string> words;
  for (const auto& parameter : query.parameters) {
    words.push_back(parameter.name +
                    (parameter.default_value ? "=" + *parameter.default_value : ""));
  }
  return join(words, ", ");
}

int list(const std::filesystem::path& folder, House& house) {
  const auto queries = list_named_queries(folder);
  if (queries.empty()) house.say("no named queries in " + folder.string());
  const auto table = house.table({{"query"}, {"question"}, {"parameters"}});
  for (const auto& query : queries) table->row({query.name, query.question, parameters_of(query)});
  table->finish();
  if (!queries.empty()) house.suggest_next("darties query " + queries.front().name);
  return 0;
}

int run(const Invocation& line, House& house) {
  const auto folder = (house.project_folder() / "5_queries").lexically_normal();
  const auto name = line.find("QUERY");
  if (!name) return list(folder, house);
  const NamedQuery query = find_named_query(folder, *name);
  const auto values = parameter_values(query, line.extra(), false);
  if (line.flag("--sql")) {
    house.out() << sql::bind_parameters(query.sql, values);
    return 0;
  }
  return ask(query, values, house);
}

}  // namespace

extern const Command query_command{
    .name = "query",
    .group = "Warehouse",
    .summary = "Asks one of the project's named questions.",
    .details = kDetails,
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .prints_rows = true,
    .takes_extra_options = true,
    .run = run,
};

}  // namespace darties::cli
