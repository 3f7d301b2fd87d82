#pragma once

#include <span>
#include <string_view>

#include "cli/command.h"

namespace darties::cli {

/// The options every command has, and those that only some understand (-o, -n).
std::span<const CommandOption> global_options();
/// Whether this global option means something to the command.
bool has_global_option(const Command& command, std::string_view option);

}  // namespace darties::cli
