#include <string>

#include "base/files.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/house.h"
#include "cli/input.h"
#include "cli/shell/shell.h"
#include "pipeline/project.h"
#include "sql/statement.h"
#include "warehouse/engine.h"

namespace darties::cli {
namespace {

constexpr CommandOption kOptions[] = {
    {.name = "--command",
     .value = "SQL",
     .help = "Runs these statements, or a backslash command, and leaves.",
     .letter = 'c',
     .repeatable = true},
    {.name = "--file",
     .value = "FILE",
     .help = "Runs this file and leaves; - is stdin.",
     .letter = 'f',
     .repeatable = true},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties sql", .what = "Talks SQL with the warehouse of this project."},
    {.line = "darties sql -c 'SELECT COUNT(*) FROM songplays'", .what = "One statement."},
    {.line = "darties sql -f report.sql -o csv > report.csv", .what = "A file; the rows as CSV."},
};

constexpr std::string_view kDetails =
    R"(The SQL is Amazon Redshift's. Rows go to stdout, notices and errors to stderr. Without `-c` and `-f`, statements come
from stdin: on a terminal with line editing and a history, else as a script. Those of `-c` run before those of `-f`. The first error of a script ends it; so does
Ctrl-C. A transaction that is still open at the end is rolled back.

On a terminal, a statement may go over several lines and ends with `;`. `\d` lists the tables, `\d NAME` describes one, `\?` tells the
other commands. Statements that hold credentials are not kept in the history (`~/.local/state/darties/sql_history`).)";

/// Runs each statement as soon as it is complete, so that another program can talk through a pipe.
void run_stdin(ScriptRunner& runner, House& house) {
  std::string typed;
  int line_number = 0;
  int first_line = 1;
  const auto run_typed = [&] {
    if (!trim(typed).empty()) runner.run(typed, {.file = "stdin", .first_line = first_line});
    house.out().flush();
    typed.clear();
    first_line = line_number + 1;
  };
  Input input(house.stop());
  while (const auto line = input.line()) {
    ++line_number;
    typed += *line + '\n';
    if (line->find(';') != std::string::npos && sql::is_complete(typed)) run_typed();
  }
  run_typed();
}

void run_scripts(const Invocation& line, Session& session, House& house,
                 const std::string& project) {
  ScriptRunner runner(session, house, false);
  for (const std::string& command : line.all("--command")) {
    if (trim(command).starts_with('\\')) {
      Shell(session, house, project, false).command(std::string(trim(command)));
    } else {
      runner.run(command);
    }
  }
  for (const std::string& file : line.all("--file")) {
    if (file == "-") {
      run_stdin(runner, house);
    } else {
      runner.run(read_file(file), {.file = file});
    }
  }
  const bool scripted = line.flag("--command") || line.flag("--file");
  if (!scripted) run_stdin(runner, house);
  if (session.in_transaction()) house.say("the transaction was not committed: it is rolled back");
}

int run(const Invocation& line, House& house) {
  Project& project = house.project();
  const auto session = project.engine().connect();
  const bool scripted = line.flag("--command") || line.flag("--file");
  if (!scripted && house.terminal().in) {
    Shell(*session, house, project.name(), true).run();
    return 0;
  }
  const std::stop_callback interrupt(house.stop(), [&] { session->interrupt(); });
  run_scripts(line, *session, house, project.name());
  return 0;
}

}  // namespace

extern const Command sql_command{
    .name = "sql",
    .group = "Warehouse",
    .summary = "Talks SQL with the warehouse.",
    .details = kDetails,
    .options = kOptions,
    .examples = kExamples,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
