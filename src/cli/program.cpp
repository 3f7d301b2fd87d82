#include "cli/program.h"

#include <fmt/core.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <new>
#include <ostream>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/files.h"
#include "cli/command.h"
#include "cli/command_line.h"
#include "cli/help.h"
#include "cli/infra_site.h"

#ifndef DARTIES_VERSION
#define DARTIES_VERSION "0.1.0"
#endif

namespace darties::cli {
namespace {

void print_error(std::ostream& err, const Terminal& terminal, std::string_view text) {
  err << (terminal.color_err ? "\033[31merror:\033[0m " : "error: ") << text << '\n' << std::flush;
}

/// How long a command may take to end after a signal. What it waits for may never come, such as a reader of its output
/// or a line of its input; a kill loses nothing. A run rolls its tasks back and says so in the history; what is being
/// made in a cloud account is never left without a record of it.
std::chrono::milliseconds grace_of(const Command& command) {
  if (command.group == "Cloud") return std::chrono::milliseconds(0);
  return std::chrono::milliseconds(command.name == "run" ? 10'000 : 800);
}

int run_command(const CommandLine& line, const Terminal& terminal, std::ostream& out,
                std::ostream& err) {
  std::stop_source stop;
  const SignalWatch watch(stop, grace_of(*line.command));
  House house(line.globals, terminal, out, err, stop.get_token());
  if (line.command->group != "Cloud" && line.command->group != "Other")
    give_back_what_is_over(house);
  return line.command->run(line.invocation, house);
}

int run_line(const CommandLine& line, const Terminal& terminal, std::ostream& out,
             std::ostream& err) {
  if (line.version) {
    out << "darties " << program_version() << '\n';
    return 0;
  }
  if (line.command == nullptr) {
    out << help_overview(all_commands());
    return 0;
  }
  if (line.help) {
    out << help_of(*line.command);
    return 0;
  }
  return run_command(line, terminal, out, err);
}

/// What the standard library throws becomes an Error here, so that there is one way to say it.
int run_translated(const std::vector<std::string>& arguments, const Terminal& terminal,
                   std::ostream& out, std::ostream& err) {
  try {
    const int code = run_line(parse_command_line(arguments, all_commands()), terminal, out, err);
    if (!out.flush())
      throw Error(ErrorKind::kUnavailable, "cannot write to stdout: is the disk full?");
    return code;
  } catch (const Error&) {
    throw;
  } catch (const std::filesystem::filesystem_error& fault) {
    throw error_from_errno(fault.code().value(),
                           fmt::format("cannot use {}", fault.path1().string()));
  } catch (const std::bad_alloc&) {
    throw Error(ErrorKind::kUnavailable, "not enough memory");
  } catch (const std::exception& fault) {
    throw Error(ErrorKind::kBug, "{}", std::string(fault.what()));
  }
}

}  // namespace

std::string_view program_version() { return DARTIES_VERSION; }

int run_program(const std::vector<std::string>& arguments, Terminal terminal, std::ostream& out,
                std::ostream& err) {
  constexpr int kReaderIsGone = 128 + SIGPIPE;  // what a shell calls the end by this signal
  try {
    const int code = run_translated(arguments, terminal, out, err);
    return reader_is_gone() ? kReaderIsGone : code;
  } catch (const Error& error) {
    if (reader_is_gone()) return kReaderIsGone;
    out.flush();
    print_error(err, terminal, error.what());
    if (error.kind() == ErrorKind::kBug)
      err << "This is a fault of darties itself. Please report it with the line above.\n"
          << std::flush;
    return exit_code(error.kind());
  }
}

}  // namespace darties::cli
