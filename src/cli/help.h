#pragma once

#include <span>
#include <string>

#include "cli/command.h"

namespace darties::cli {

/// `darties help`: all commands, by group.
std::string help_overview(std::span<const Command* const> commands);
/// `darties help NAME`.
std::string help_of(const Command& command);
/// One line: "darties run [OPTIONS] PIPELINE".
std::string usage_of(const Command& command);

/// The page docs/commands/<name>.md, and the overview docs/commands/README.md.
std::string markdown_of(const Command& command);
std::string markdown_overview(std::span<const Command* const> commands);
/// "users-set-password.md".
std::string markdown_file_name(const Command& command);

/// darties(1) in man's own macros.
std::string man_page(std::span<const Command* const> commands);

}  // namespace darties::cli
