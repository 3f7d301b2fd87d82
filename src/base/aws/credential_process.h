#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace darties::aws {

/// The words of a command line: blanks separate, quotes and backslashes keep as in a shell, and nothing else means
/// anything: no variables, no patterns, no pipes. Throws kInvalid for a quote that stays open and for no word at all.
std::vector<std::string> split_command(std::string_view line);

/// Runs the program without a shell and returns what it writes to stdout, which is never shown; its stderr is ours, its
/// stdin is empty. Throws kNotFound or kDenied when it can not be started, kDenied for an exit code but 0, kUnavailable when
/// it takes longer than `limit`. Messages name the program, never its arguments.
std::string run_credential_process(const std::vector<std::string>& command,
                                   std::chrono::milliseconds limit = std::chrono::seconds(60));

}  // namespace darties::aws
