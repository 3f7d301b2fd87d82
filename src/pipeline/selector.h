#pragma once

#include <string>
#include <vector>

#include "pipeline/graph.h"
#include "pipeline/pipeline.h"

namespace darties {

/// Chooses tasks by dbt's grammar: which tasks of the pipeline run, by index.
///
///     select_tasks(pipeline, {"stage_events+", "1+checks"}, {"songs"});
///
/// | text | means |
/// |---|---|
/// | `name`, `stage_*` | tasks of that name or pattern; the name of a matrix means all its tasks, `stage[V,Fours]` one |
/// | `operator:load_fact`, `operator:load_*` | tasks of that operator |
/// | `+name`, `2+name` | also all that come before it, or two steps |
/// | `name+`, `name+1` | also all that come after it |
/// | `@name` | also all after it, and all that come before any of those |
/// | `a,b` | tasks that are in both |
/// | `a b` | tasks that are in either |
///
/// No `select` means every task. Throws kInvalid for a broken selector and kNotFound (with the nearest name) for one
/// that names no task.
std::vector<bool> select_tasks(const Pipeline& pipeline, const std::vector<std::string>& select,
                               const std::vector<std::string>& exclude);

}  // namespace darties
