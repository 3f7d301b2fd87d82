#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "pipeline/project.h"
#include "pipeline/run_records.h"

namespace darties {

/// A hash of what a task does: its operator, its parameters with all names replaced, and the SQL of the files they name.
/// Empty when one of the files can not be read.
std::string definition_of(const TaskSpec& task, const Project& project);

/// What to tell people when a task that `--resume` keeps done was another one when it ran; `tries` are those of its run.
std::optional<std::string> note_of_changed_definition(const TaskSpec& task,
                                                      const std::vector<TryRecord>& tries,
                                                      const std::string& pipeline,
                                                      const Project& project);

}  // namespace darties
