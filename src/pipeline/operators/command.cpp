#include "base/log.h"
#include "base/text.h"
#include "pipeline/child_process.h"
#include "pipeline/operator.h"
#include "pipeline/params.h"
#include "pipeline/project.h"
#include "pipeline/task_context.h"

namespace darties {
namespace {

constexpr int kTryAgain = 75;  // EX_TEMPFAIL of sysexits.h

constexpr Param kParams[] = {
    {.name = "argv",
     .help = "The program and its arguments, as a list; no shell looks at them.",
     .type = "list",
     .required = true},
    {.name = "env",
     .help = "Environment variables to add. DARTIES_RUN_ID and DARTIES_TASK are always set.",
     .type = "map"},
};

std::vector<std::string> arguments_of(const Params& params) {
  const std::vector<std::string> arguments = params.list("argv");
  if (arguments.empty() || arguments.front().empty()) {
    throw Error(ErrorKind::kInvalid, "argv is empty: its first item is the program")
        .at(params.place("argv"));
  }
  if (arguments.size() == 1 && arguments.front().find(' ') != std::string::npos) {
    throw Error(ErrorKind::kInvalid, "write the command as a list: [{}]",
                join(std::vector<std::string>{replace_all(arguments.front(), " ", ", ")}, ""))
        .at(params.place("argv"));
  }
  return arguments;
}

void run(const Params& params, TaskContext& context) {
  ChildProgram program{.arguments = arguments_of(params),
                       .environment = params.map("env"),
                       .folder = context.folder(),
                       .inherited = context.run_lock()};
  program.environment.emplace_back("DARTIES_RUN_ID", context.run_id());
  program.environment.emplace_back("DARTIES_TASK", context.task());
  std::string last_line;
  const auto keep = [&](std::string_view line) {
    const std::string shown = context.without_secrets(std::string(line));
    context.log().info("{}", shown);
    if (!trim(shown).empty()) last_line = shown;
  };
  const ChildResult result = run_child(program, keep, context.stop());
  if (result.exit_code == 0) return;
  const std::string why = result.signal != 0 ? fmt::format("was ended by signal {}", result.signal)
                                             : fmt::format("exited with {}", result.exit_code);
  const ErrorKind kind =
      result.exit_code == kTryAgain ? ErrorKind::kUnavailable : ErrorKind::kInvalid;
  throw Error(kind, "{} {}{}{}", program.arguments.front(), why, last_line.empty() ? "" : ": ",
              last_line)
      .at(params.place("argv"));
}

std::string plan(const Params& params, Project& /*project*/) {
  return join(arguments_of(params), " ") + "\n";
}

}  // namespace

extern const Operator command_operator;
const Operator command_operator{
    .name = "command",
    .summary = "Runs a program in the project folder; exit code 75 means: try again later.",
    .params = kParams,
    .shorthand = "argv",
    .run = run,
    .plan = plan,
    .needs_warehouse = false,
    .example = R"(  download: { command: [python3, tools/download.py, --day, "{{ ds }}"] }
)",
};

}  // namespace darties
