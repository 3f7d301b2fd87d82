#pragma once

#include <string>

#include "cli/house.h"
#include "pipeline/pipeline_run.h"

namespace darties::cli {

/// The one screen at the end of a run, for people: state, rows read = loaded + rejected, checks, the slowest tasks, what
/// failed and how to go on.
std::string format_run_summary(const RunSummary& summary, bool color);

/// The tasks of a run as rows: of `darties run -o json`, and of `darties runs ID`.
void write_task_rows(const std::vector<TaskSummary>& tasks, House& house);

/// The command that goes on with a run that did not succeed.
std::string resume_command(const RunRecord& run);

/// The summary of a run of the past, from its history.
RunSummary summary_of_history(History& history, const RunRecord& run);

}  // namespace darties::cli
