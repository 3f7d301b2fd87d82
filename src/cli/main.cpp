#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/own_files.h"
#include "cli/input.h"
#include "cli/program.h"

namespace {

darties::cli::Terminal look_at_terminal() {
  const auto variable = [](const char* name) -> std::string_view {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  darties::cli::Terminal terminal;
  terminal.in = ::isatty(STDIN_FILENO) == 1;
  terminal.out = ::isatty(STDOUT_FILENO) == 1;
  terminal.err = ::isatty(STDERR_FILENO) == 1;
  const bool color = variable("NO_COLOR").empty() && variable("TERM") != "dumb";
  terminal.color_out = terminal.out && color;
  terminal.color_err = terminal.err && color;
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    terminal.width = size.ws_col;
  return terminal;
}

}  // namespace

int main(int count, char** words) {
  darties::keep_new_files_private();
  darties::cli::open_standard_descriptors();
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(words + 1, words + count);
  return darties::cli::run_program(arguments, look_at_terminal(), std::cout, std::cerr);
}
