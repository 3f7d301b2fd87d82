#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/log.h"
#include "cli/output.h"

namespace darties {
class Lake;
class Project;
namespace aws {
class Access;
}
}  // namespace darties

namespace darties::cli {

/// The options that every command has.
struct GlobalOptions {
  std::filesystem::path project_folder;  ///< -C DIR; empty: the current folder, or the nearest
                                         ///< above it with a darties.yml
  std::vector<std::string>
      settings;  ///< --set key=value; --lock-timeout 30s is lock_timeout=30s here
  OutputFormat format = OutputFormat::kTable;  ///< -o
  bool format_given = false;                   ///< -o was on the command line
  std::string
      command_text;      ///< "darties run sparkify", without options: what others are told who wait
  bool quiet = false;    ///< -q: only results and errors
  int verbosity = 0;     ///< -v, -vv
  bool dry_run = false;  ///< -n
};

/// What the program's ends are connected to.
struct Terminal {
  bool in = false;  ///< stdin is a terminal
  bool out = false;
  bool err = false;
  bool color_out = false;  ///< a terminal, without NO_COLOR and TERM=dumb
  bool color_err = false;
  int width = 80;
};

/// What main builds and hands to a command. Parts that cost time are made at first use.
class House {
 public:
  House(GlobalOptions options, Terminal terminal, std::ostream& out, std::ostream& err,
        std::stop_token stop);
  ~House();

  const GlobalOptions& options() const { return options_; }
  const Terminal& terminal() const { return terminal_; }
  std::ostream& out() { return out_; }  ///< results, nothing else
  std::ostream& err() { return err_; }  ///< everything else
  Clock& clock() { return clock_; }
  Log& log() { return log_; }
  std::stop_token stop() const { return stop_; }

  /// The folder with darties.yml. Throws kNotFound with what to do when there is none.
  std::filesystem::path project_folder();
  bool has_project();
  /// The layers of configuration, of the project if there is one.
  const Config& config();
  /// The project, opened at first use. Opening takes no lock and loads no engine.
  Project& project();
  /// The buckets of the project; without one, those of S3.
  Lake& lake();
  /// How AWS is reached, by the project's settings or, without one, by the user's and the environment.
  std::shared_ptr<aws::Access> aws();

  /// A result in the format of -o; what is absent is "-" for people.
  std::unique_ptr<TableWriter> table(std::vector<OutputColumn> columns);
  /// How -o, the terminal and NO_COLOR want results.
  OutputOptions output_options() const;
  /// A line for people on stderr, left out with -q.
  void say(std::string_view line);
  /// "next: …" on stderr, only when stderr is a terminal or with -v; left out with -q.
  void suggest_next(std::string_view command);

 private:
  std::filesystem::path start_folder() const;

  GlobalOptions options_;
  Terminal terminal_;
  std::ostream& out_;
  std::ostream& err_;
  std::stop_token stop_;
  Clock& clock_;
  Log log_;
  std::optional<std::filesystem::path> project_folder_;
  std::optional<Config> config_;
  std::shared_ptr<Project> project_;  // never shared: made where the type is known
  std::shared_ptr<aws::Access> aws_;  // shared with stores; without a project
  std::shared_ptr<Lake> lake_;        // never shared: the same
};

}  // namespace darties::cli
