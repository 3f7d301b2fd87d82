#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "cli/house.h"

namespace darties::cli {

/// The version of this program.
std::string_view program_version();

/// Runs one command line and returns the exit code. Errors are said once, on `err`.
int run_program(const std::vector<std::string>& arguments, Terminal terminal, std::ostream& out,
                std::ostream& err);

}  // namespace darties::cli
