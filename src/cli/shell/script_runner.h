#pragma once

#include <string_view>

#include "cli/house.h"
#include "warehouse/engine.h"

namespace darties::cli {

/// Runs SQL for a person: rows go to stdout as they come, everything else to stderr.
class ScriptRunner {
 public:
  /// `interactive`: counts rows, names the statements that bring none.
  ScriptRunner(Session& session, House& house, bool interactive);

  /// Runs every statement of the script; the first error is thrown, with its place.
  void run(std::string_view script, const ScriptSource& source = {});

  void set_format(OutputFormat format) { format_ = format; }
  /// Also says how long each statement took.
  void set_timing(bool timing) { timing_ = timing; }
  bool timing() const { return timing_; }

 private:
  void run_one(const std::string& statement, const ScriptSource& source);
  void report(const Result& result, std::int64_t took_ms);

  Session& session_;
  House& house_;
  bool interactive_;
  OutputFormat format_;
  bool timing_ = false;
};

}  // namespace darties::cli
