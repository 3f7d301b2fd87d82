#pragma once

#include <string>
#include <string_view>

#include "cli/house.h"
#include "cli/shell/script_runner.h"
#include "warehouse/engine.h"

namespace darties::cli {

class LineEditor;

/// The interactive SQL shell: statements over several lines end with ';', commands begin with '\'.
class Shell {
 public:
  /// Not `interactive`: one command of -c, whose result is the same as a script's.
  Shell(Session& session, House& house, std::string project, bool interactive);

  /// Talks until \q or the end of input. Errors are printed and the talk goes on.
  void run();
  /// One backslash command; false for \q. Throws kInvalid for an unknown one.
  bool command(const std::string& line);

 private:
  /// False to leave.
  bool take_line(const std::string& line, LineEditor& editor);
  void run_statement(const std::string& statement);
  std::string prompt(bool continued) const;
  void help();
  bool has_rows(std::string_view relation, const std::string& where);
  void describe(const std::string& name);

  Session& session_;
  House& house_;
  std::string project_;
  ScriptRunner runner_;
  std::string typed_;  // lines of a statement that is not complete yet
};

}  // namespace darties::cli
