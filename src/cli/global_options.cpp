#include "cli/global_options.h"

namespace darties::cli {
namespace {

constexpr CommandOption kGlobalOptions[] = {
    {.name = "--project",
     .value = "DIR",
     .help = "Project folder; default: this folder or the nearest above it with a darties.yml.",
     .letter = 'C'},
    {.name = "--set",
     .value = "KEY=VALUE",
     .help = "Sets a setting or a variable for this command.",
     .repeatable = true},
    {.name = "--output",
     .value = "FORMAT",
     .help = "How results are written.",
     .letter = 'o',
     .default_value = "table",
     .choices = "table|json|jsonl|csv|markdown"},
    {.name = "--dry-run", .help = "Shows what would be done, and does nothing.", .letter = 'n'},
    {.name = "--quiet", .help = "Only results and errors.", .letter = 'q'},
    {.name = "--verbose",
     .help = "More of what happens; twice: everything.",
     .letter = 'v',
     .repeatable = true},
    {
        .name = "--lock-timeout",
        .value = "TIME",
        .help = "How long to wait for another process that has the warehouse (10s).",
    },
    {.name = "--help", .help = "Shows the command's help.", .letter = 'h'},
};

}  // namespace

std::span<const CommandOption> global_options() { return kGlobalOptions; }

bool has_global_option(const Command& command, std::string_view option) {
  if (option == "--output") return command.prints_rows;
  if (option == "--dry-run") return command.changes_something;
  return true;
}

}  // namespace darties::cli
