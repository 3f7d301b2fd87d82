#include "cli/shell/script_runner.h"

#include <fmt/core.h>

#include <ostream>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/text.h"
#include "sql/statement.h"

namespace darties::cli {

ScriptRunner::ScriptRunner(Session& session, House& house, bool interactive)
    : session_(session),
      house_(house),
      interactive_(interactive),
      format_(house.options().format) {}

void ScriptRunner::run(std::string_view script, const ScriptSource& source) {
  if (!is_valid_utf8(script))
    throw Error(ErrorKind::kInvalid, "the SQL is not UTF-8 text").at({source.file});
  for (const sql::Statement& statement : sql::split(script, source.file, source.first_line)) {
    throw_if_cancelled(house_.stop(), "running SQL");
    // Blanks in front keep the column of the user's text.
    const std::string blanks(std::size_t(std::max(statement.start.column, 1) - 1), ' ');
    run_one(blanks + statement.text, {.file = source.file, .first_line = statement.start.line});
  }
}

void ScriptRunner::run_one(const std::string& statement, const ScriptSource& source) {
  OutputOptions options = house_.output_options();
  options.format = format_;
  options.row_count = interactive_;
  OutputSink sink(house_.out(), options);
  const auto start = house_.clock().elapsed();
  const Result result = session_.execute(statement, source, &sink);
  sink.finish();
  house_.out() << std::flush;
  report(result, (house_.clock().elapsed() - start).count());
}

void ScriptRunner::report(const Result& result, std::int64_t took_ms) {
  for (const std::string& notice : result.notices) {
    const bool says_level = notice.starts_with("WARNING:") || notice.starts_with("INFO:");
    house_.say(says_level ? notice : "INFO: " + notice);
  }
  if (result.columns.empty() && (interactive_ || house_.options().verbosity > 0)) {
    const bool counts = result.tag.starts_with("INSERT") || result.affected_rows > 0;
    house_.say(counts ? fmt::format("{} {}", result.tag, result.affected_rows) : result.tag);
  }
  if (timing_) house_.say("time: " + human_duration(took_ms));
}

}  // namespace darties::cli
