#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/command.h"

namespace darties::cli {

/// Finds the command among the arguments and takes its name, of one word or two, out of them; null when no word is there.
/// Throws kInvalid with the nearest name for a word that is no command.
const Command* take_command(std::vector<std::string>& arguments,
                            std::span<const Command* const> commands);

}  // namespace darties::cli
