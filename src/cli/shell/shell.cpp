#include "cli/shell/shell.h"

#include <fmt/core.h>

#include <cstdlib>
#include <ostream>
#include <utility>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "cli/program.h"
#include "cli/shell/line_editor.h"
#include "sql/statement.h"

namespace darties::cli {
namespace {

constexpr std::string_view kTables =
    "SELECT table_schema AS schema, table_name AS name, table_type AS kind FROM "
    "information_schema.tables "
    "WHERE table_schema NOT IN ('information_schema', 'pg_catalog', 'darties_internal') ORDER BY "
    "1, 2;";
constexpr std::string_view kSchemas =
    "SELECT schema_name AS schema FROM information_schema.schemata "
    "WHERE schema_name NOT IN ('information_schema', 'pg_catalog') ORDER BY 1;";

std::filesystem::path history_file() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  auto folder = variable("XDG_STATE_HOME");
  if (!folder.is_absolute()) {
    folder = variable("HOME");
    if (folder.empty()) return {};
    folder /= ".local/state";
  }
  folder /= "darties";
  std::error_code ignored;  // without the folder there is no history, and the shell works
  std::filesystem::create_directories(folder, ignored);
  return folder / "sql_history";
}

void print_error(House& house, const Error& error) {
  house.err() << (house.terminal().color_err ? "\033[31merror:\033[0m " : "error: ") << error.what()
              << '\n'
              << std::flush;
}

}  // namespace

Shell::Shell(Session& session, House& house, std::string project, bool interactive)
    : session_(session),
      house_(house),
      project_(std::move(project)),
      runner_(session, house, interactive) {}

std::string Shell::prompt(bool continued) const {
  return fmt::format("{}{}{} ", project_, continued ? "-" : "=",
                     session_.in_transaction() ? "*>" : ">");
}

void Shell::run() {
  house_.say(
      fmt::format("darties {}, project {}. A statement ends with ';'. \\? helps, \\q leaves.",
                  program_version(), project_));
  LineEditor editor(history_file(), house_.stop());
  for (bool goes_on = true; goes_on;) {
    bool dropped = false;
    const auto line = editor.read(prompt(!typed_.empty()), dropped);
    if (dropped) {
      typed_.clear();
      continue;
    }
    throw_if_cancelled(house_.stop(), "waiting for a statement");
    if (!line) break;
    goes_on = take_line(*line, editor);
  }
  if (session_.in_transaction()) house_.say("the open transaction is rolled back");
}

bool Shell::take_line(const std::string& line, LineEditor& editor) {
  if (typed_.empty() && trim(line).empty()) return true;
  if (typed_.empty() && trim(line).starts_with('\\')) {
    editor.remember(line);
    try {
      return command(std::string(trim(line)));
    } catch (const Error& error) {
      print_error(house_, error);
      return true;
    }
  }
  typed_ += line + "\n";
  if (!sql::is_complete(typed_)) return true;
  const std::string statement = std::exchange(typed_, "");
  // What holds a credential is not kept, neither here nor in the file.
  if (sql::mask_credentials(statement) == statement) {
    for (const auto each : split_lines(statement)) editor.remember(std::string(each));
  }
  run_statement(statement);
  return true;
}

void Shell::run_statement(const std::string& statement) {
  std::stop_source stop;
  const SignalWatch watch(stop);  // Ctrl-C ends the statement, not the shell
  const std::stop_callback interrupt(stop.get_token(), [&] { session_.interrupt(); });
  try {
    runner_.run(statement);
  } catch (const Error& error) {
    print_error(house_, error);
  }
  session_.reset();
}

void Shell::help() {
  house_.err() << "  \\d          lists tables and views\n"
                  "  \\d NAME     describes one\n"
                  "  \\dt         lists tables and views\n"
                  "  \\dn         lists schemas\n"
                  "  \\i FILE     runs a file of SQL\n"
                  "  \\o FORMAT   table, json, jsonl, csv or markdown\n"
                  "  \\timing     says how long each statement takes\n"
                  "  \\q          leaves (so does Ctrl-D)\n"
               << std::flush;
}

bool Shell::has_rows(std::string_view relation, const std::string& where) {
  const Result found =
      session_.execute(fmt::format("SELECT COUNT(*) FROM {} WHERE {}", relation, where));
  return !found.rows.empty() && found.rows[0][0] != "0";
}

void Shell::describe(const std::string& name) {
  const std::size_t dot = name.find('.');
  const std::string schema = dot == std::string::npos ? "public" : lower_ascii(name.substr(0, dot));
  const std::string table = lower_ascii(dot == std::string::npos ? name : name.substr(dot + 1));
  const std::string schema_text = sql::quote_literal(schema),
                    table_text = sql::quote_literal(table);
  const std::string defined =
      fmt::format("schemaname = {} AND tablename = {}", schema_text, table_text);
  if (has_rows("pg_table_def", defined)) {
    return runner_.run(
        fmt::format("SELECT \"column\", type, encoding, distkey, sortkey, \"notnull\" FROM "
                    "pg_table_def WHERE {};",
                    defined));
  }
  const std::string known =
      fmt::format("table_schema = {} AND table_name = {}", schema_text, table_text);
  if (!has_rows("information_schema.tables", known)) {
    throw Error(ErrorKind::kNotFound, "no table or view is called {}.{}; \\dt lists them", schema,
                table);
  }
  runner_.run(
      fmt::format("SELECT column_name AS \"column\", data_type AS type, is_nullable AS nullable "
                  "FROM information_schema.columns WHERE {} ORDER BY ordinal_position;",
                  known));
}

bool Shell::command(const std::string& line) {
  const std::size_t blank = line.find_first_of(" \t");
  std::string name = line.substr(0, blank);
  const std::string rest(blank == std::string::npos ? ""
                                                    : trim(std::string_view(line).substr(blank)));
  while (name.ends_with(';')) name.pop_back();
  const std::string argument(
      rest.ends_with(';') ? trim(std::string_view(rest).substr(0, rest.size() - 1)) : rest);
  if (name == "\\q") return false;
  if (name == "\\?" || name == "\\h") {
    help();
  } else if (name == "\\dt" || (name == "\\d" && argument.empty())) {
    runner_.run(kTables);
  } else if (name == "\\d") {
    describe(argument);
  } else if (name == "\\dn") {
    runner_.run(kSchemas);
  } else if (name == "\\i") {
    runner_.run(read_file(argument), {.file = argument});
  } else if (name == "\\o") {
    runner_.set_format(parse_output_format(argument));
  } else if (name == "\\timing") {
    runner_.set_timing(!runner_.timing());
    house_.say(runner_.timing() ? "timing is on" : "timing is off");
  } else {
    throw Error(ErrorKind::kInvalid, "unknown command {}; \\? lists them", name);
  }
  return true;
}

}  // namespace darties::cli
