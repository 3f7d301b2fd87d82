#pragma once

#include <vector>

#include "pipeline/pipeline.h"
#include "pipeline/project.h"

namespace darties {

/// Refuses two tasks with operator `upload` that write different files to the same object: which one stays would be chance.
void refuse_shared_targets(const std::vector<const TaskSpec*>& tasks, const Project& project);

}  // namespace darties
