#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/params.h"
#include "pipeline/project.h"
#include "pipeline/sql_text.h"
#include "pipeline/task_context.h"

namespace darties {

/// A check: a query that returns the rows that should not be there.
struct Check {
  std::string name;         ///< "songplays_unique", "not_null(songplays.user_id)"
  std::string description;  ///< "Every user is there once."
  Severity severity = Severity::kError;
  std::int64_t threshold = 0;  ///< passes with up to so many offending rows
  SqlText query;
  std::optional<Place> written_at;  ///< of a query that darties wrote: where the user asked for it
};

/// Reads a check file: `-- check: sentence`, `-- severity: warn|error`, `-- threshold: 0`, then one query.
/// `mentioned` is where the file is named, `defaults` says severity and threshold for a file that does not.
/// Throws kInvalid with the place of what is wrong.
Check read_check_file(const std::string& file, const Place& mentioned, const Variables& variables,
                      const Project& project, const Check& defaults = {});

/// Runs the check. A query that can not be run is a result too (CheckResult::error), so that one broken check hides no
/// other; only kUnavailable and kCancelled are thrown.
CheckResult run_check(const Check& check, Session& session);

/// The checks of the parameters not_null, unique, positive, accepted_values, relationship, row_count, freshness and
/// reconcile of operator `check`. `now` is what freshness compares with.
std::vector<Check> built_in_checks(const Params& params, Clock::TimePoint now);

/// All checks of a task with operator `check`: built-in ones, then those of its files.
std::vector<Check> checks_of(const Params& params, const Project& project, Clock::TimePoint now);

/// "2 of 16 checks failed: a (3 rows), b (1 row)": of severity error.
/// Throws nothing; empty when all passed.
std::string summarize_failures(const std::vector<CheckResult>& results);

Severity parse_severity(const std::string& text, const Place& place);

}  // namespace darties
