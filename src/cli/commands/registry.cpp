// Every command, in the order of the help. A new one: its file, and its two lines here.
#include "cli/command.h"

namespace darties::cli {

extern const Command bucket_create_command;
extern const Command bucket_delete_command;
extern const Command cat_command;
extern const Command check_command;
extern const Command completion_command;
extern const Command config_show_command;
extern const Command dags_command;
extern const Command doctor_command;
extern const Command download_command;
extern const Command extract_command;
extern const Command generate_command;
extern const Command help_command;
extern const Command infra_close_command;
extern const Command infra_down_command;
extern const Command infra_open_command;
extern const Command infra_orphans_command;
extern const Command infra_pause_command;
extern const Command infra_plan_command;
extern const Command infra_policy_command;
extern const Command infra_renew_command;
extern const Command infra_resume_command;
extern const Command infra_status_command;
extern const Command infra_up_command;
extern const Command infra_with_command;
extern const Command init_command;
extern const Command lint_command;
extern const Command ls_command;
extern const Command operators_command;
extern const Command query_command;
extern const Command run_command;
extern const Command runs_command;
extern const Command sql_command;
extern const Command tasks_command;
extern const Command trace_command;
extern const Command upload_command;
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
    // Lake
    &ls_command,
    &cat_command,
    &upload_command,
    &download_command,
    &bucket_create_command,
    &bucket_delete_command,
    // Project
    &init_command,
    &doctor_command,
    &config_show_command,
    &extract_command,
    &generate_command,
    // Cloud
    &infra_plan_command,
    &infra_up_command,
    &infra_status_command,
    &infra_open_command,
    &infra_close_command,
    &infra_pause_command,
    &infra_resume_command,
    &infra_down_command,
    &infra_renew_command,
    &infra_with_command,
    &infra_orphans_command,
    &infra_policy_command,
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
