#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace darties::cli {

class House;
class Invocation;

/// An option of a command. Without `value` it is a switch.
struct CommandOption {
  std::string_view name;        ///< "--select"
  std::string_view value = "";  ///< what stands for its value in help: "SELECTOR"
  std::string_view help = "";
  char letter = 0;  ///< 's' for -s
  std::string_view default_value = "";
  std::string_view choices = "";  ///< "sparkify|darties"; empty: anything
  bool repeatable = false;
  bool required = false;
};

/// A positional argument.
struct CommandArgument {
  std::string_view name;  ///< "PIPELINE"
  std::string_view help;
  bool required = true;
  bool repeatable = false;  ///< only the last one
  std::string_view choices = "";
};

struct CommandExample {
  std::string_view line;  ///< "darties run sparkify --select stage_events+"
  std::string_view what;  ///< "Runs one task and what follows it."
};

/// One command: the source of its parsing, its --help, its page in docs/commands, the man page and
/// the completions. One constant record for each, in commands/<name>.cpp, listed in
/// commands/registry.cpp.
///
///     namespace {
///     constexpr CommandArgument kArguments[] = {{.name = "PIPELINE", .help = "Name of the DAG."}};
///     constexpr CommandOption kOptions[] = {
///         {.name = "--select", .value = "SELECTOR", .help = "Only these tasks.", .repeatable = true}};
///     int run(const Invocation& line, House& house) { …; return 0; }
///     }  // namespace
///     extern const Command run_command{.name = "run", .summary = "Runs a pipeline.",
///                                      .arguments = kArguments, .options = kOptions, .run = run};
///
/// The global options (-C, --set, -o, -q, -v, -n, --lock-timeout, -h) belong to every command and
/// are not listed here.
struct Command {
  std::string_view name;  ///< "run"; two words for a group: "users set-password"
  std::string_view group =
      "";  ///< heading in the list of commands: "Pipelines", "Warehouse", "Lake", "Project", "Other"
  std::string_view summary;       ///< one sentence
  std::string_view details = "";  ///< Markdown paragraphs
  std::span<const CommandArgument> arguments = {};
  std::span<const CommandOption> options = {};
  std::span<const CommandExample> examples = {};
  bool changes_something = false;  ///< understands -n/--dry-run; others refuse it
  bool prints_rows = false;        ///< understands -o; others refuse it
  /// Takes options that the record does not list, such as the parameters of a named query; see
  /// Invocation::extra.
  bool takes_extra_options = false;
  /// Returns 0 for all well, 1 for a run that finished with failed tasks or checks. Throws Errors
  /// for everything else.
  int (*run)(const Invocation& line, House& house);
};

/// The command line of one command, checked against its record.
class Invocation {
 public:
  /// The value of an option or argument, its default included; names as in the record.
  std::optional<std::string> find(std::string_view name) const;
  std::string text(std::string_view name) const;  ///< empty when absent
  bool flag(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
  /// A whole number; throws kInvalid naming the option.
  std::int64_t number(std::string_view name, std::int64_t fallback) const;
  /// With takes_extra_options: `--first_name Lily`, `--first_name=Lily` and `first_name=Lily`, in
  /// order.
  const std::vector<std::pair<std::string, std::string>>& extra() const { return extra_; }

  void add(std::string_view name, std::string value);
  void add_extra(std::string name, std::string value);

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::pair<std::string, std::string>> extra_;
};

/// All commands, in the order of the help.
std::span<const Command* const> all_commands();
const Command* find_command(std::string_view name);

}  // namespace darties::cli
