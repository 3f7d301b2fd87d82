#pragma once

#include <vector>

#include "pipeline/pipeline.h"
#include "pipeline/project.h"
#include "warehouse/engine.h"

namespace darties {

/// Refuses queries of load_fact and load_dimension whose columns do not fit their table, where the table is known before
/// anything runs: from the warehouse, if `session` is given and no script of the pipeline changes that table, or from
/// the CREATE TABLE of a script, if the table is not there yet. What is not known is looked at by the task itself,
/// before the first row moves.
void refuse_unfit_loads(const std::vector<const TaskSpec*>& tasks, const Project& project,
                        Session* session);

}  // namespace darties
