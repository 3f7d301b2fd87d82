#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/house.h"

namespace darties::cli {

/// What the user typed, understood.
struct CommandLine {
  const Command* command = nullptr;  ///< null: none was named
  bool help = false;                 ///< -h
  bool version = false;              ///< --version
  GlobalOptions globals;
  Invocation invocation;
};

/// Reads the arguments behind the program's name. Global options may stand before or after the command.
/// Throws kInvalid, with the nearest name where there is one, for anything it does not understand.
CommandLine parse_command_line(const std::vector<std::string>& arguments,
                               std::span<const Command* const> commands);

}  // namespace darties::cli
