#include "cli/help.h"

#include <algorithm>
#include <ostream>

#include "base/files.h"
#include "base/text.h"
#include "cli/house.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "COMMAND",
     .help = "Which command; none: all of them.",
     .required = false,
     .repeatable = true},
};
constexpr CommandOption kOptions[] = {
    {.name = "--markdown", .help = "As the page in docs/commands."},
    {.name = "--man", .help = "As a man page, of all commands."},
    {.name = "--write",
     .value = "DIR",
     .help = "Writes the pages of all commands into this folder, such as docs/commands."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties help run", .what = "Everything about one command."},
    {.line = "darties help --man | man -l -", .what = "Reads the man page."},
};

const Command& command_of(const std::string& name) {
  if (const Command* command = find_command(name)) return *command;
  std::vector<std::string> names;
  for (const Command* command : all_commands()) names.emplace_back(command->name);
  throw Error(ErrorKind::kInvalid, "unknown command '{}'{}; `darties help` lists them", name,
              suggestion(name, names));
}

void write_pages(const std::filesystem::path& folder, House& house) {
  make_folders(folder);
  for (const Command* command : all_commands()) {
    write_file_atomically(folder / markdown_file_name(*command), markdown_of(*command));
  }
  write_file_atomically(folder / "README.md", markdown_overview(all_commands()));
  house.say(fmt::format("wrote {} pages into {}", all_commands().size() + 1, folder.string()));
}

/// `darties help users`: the commands of a group.
std::vector<const Command*> members_of(const std::string& group) {
  std::vector<const Command*> members;
  for (const Command* command : all_commands()) {
    if (command->name.starts_with(group + " ")) members.push_back(command);
  }
  return members;
}

int run(const Invocation& line, House& house) {
  if (line.flag("--write")) {
    write_pages(line.text("--write"), house);
    return 0;
  }
  if (line.flag("--man")) {
    house.out() << man_page(all_commands());
    return 0;
  }
  const std::string name = join(line.all("COMMAND"), " ");
  const bool markdown = line.flag("--markdown");
  if (name.empty()) {
    house.out() << (markdown ? markdown_overview(all_commands()) : help_overview(all_commands()));
    return 0;
  }
  if (const auto members = members_of(name); !members.empty() && !markdown) {
    for (const Command* member : members)
      house.out() << (member == members[0] ? "" : "\n") << help_of(*member);
    return 0;
  }
  const Command& command = command_of(name);
  house.out() << (markdown ? markdown_of(command) : help_of(command));
  return 0;
}

}  // namespace

extern const Command help_command{
    .name = "help",
    .group = "Other",
    .summary = "Explains darties or one of its commands.",
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace darties::cli
