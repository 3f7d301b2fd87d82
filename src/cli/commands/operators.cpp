#include <ostream>

#include "base/files.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/house.h"
#include "cli/operator_pages.h"
#include "pipeline/operators/registry.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "OPERATOR", .help = "Which one; none: all of them.", .required = false},
};
constexpr CommandOption kOptions[] = {
    {.name = "--write",
     .value = "DIR",
     .help = "Writes the pages of all operators into this folder, such as docs/operators."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties operators", .what = "What a task can be."},
    {.line = "darties operators stage", .what = "What one of them takes."},
};

void write_pages(const std::filesystem::path& folder, House& house) {
  make_folders(folder);
  for (const Operator* op : operators()) {
    write_file_atomically(folder / (std::string(op->name) + ".md"), markdown_of(*op));
  }
  write_file_atomically(folder / "README.md", markdown_overview(operators()));
  house.say("wrote the pages of all operators into " + folder.string());
}

int run(const Invocation& line, House& house) {
  if (const auto folder = line.find("--write")) {
    write_pages(*folder, house);
    return 0;
  }
  if (const auto name = line.find("OPERATOR")) {
    std::vector<std::string> names;
    for (const Operator* op : operators()) names.emplace_back(op->name);
    const Operator* op = find_operator(*name);
    if (op == nullptr)
      throw Error(ErrorKind::kNotFound, "no operator is called {}{}", *name,
                  suggestion(*name, names));
    house.out() << help_of(*op);
    return 0;
  }
  const auto table = house.table({{"operator"}, {"what it does"}});
  for (const Operator* op : operators())
    table->row({std::string(op->name), std::string(op->summary)});
  table->finish();
  return 0;
}

}  // namespace

extern const Command operators_command;
const Command operators_command{
    .name = "operators",
    .group = "Pipelines",
    .summary = "Lists what a task of a pipeline can be, or explains one operator.",
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
