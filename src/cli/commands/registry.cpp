// Every command, in the order of the help. A new one: its file, and its two lines here.
#include "cli/command.h"

namespace darties::cli {

extern const Command check_command;
extern const Command completion_command;
extern const Command config_show_command;
extern const Command dags_command;
extern const Command doctor_command;
extern const Command extract_command;
extern const Command generate_command;
extern const Command help_command;
extern const Command init_command;
extern const Command lint_command;
extern const Command operators_command;
extern const Command query_command;
extern const Command run_command;
extern const Command runs_command;
extern const Command sql_command;
extern const Command tasks_command;
extern const Command trace_command;
extern const Command users_set_password_command;

namespace {

constexpr const Command* kCommands[] = {
    // Pipelines
    &run_command,
    &dags_command,
    &tasks_command,
    &runs_command,
    &check_command,
    &operators_command,
    // Warehouse
    &sql_command,
    &query_command,
    &lint_command,
    &trace_command,
    &users_set_password_command,
    // Project
    &init_command,
    &doctor_command,
    &config_show_command,
    &extract_command,
    &generate_command,
    // Other
    &completion_command,
    &help_command,
};

}  // namespace

std::span<const Command* const> all_commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  for (const Command* command : kCommands) {
    if (command->name == name) return command;
  }
  return nullptr;
}

}  // namespace darties::cli
