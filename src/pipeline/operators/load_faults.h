#pragma once

#include <string>
#include <vector>

#include "pipeline/task_context.h"

namespace darties {

/// The error of a load, with the column it is about where the warehouse only names a type: "value too long for type
/// character(2): 15 bytes, …". Call it when the load's transaction has ended.
Error with_column(const Error& error, const std::string& table,
                  const std::vector<std::string>& columns, TaskContext& context);

}  // namespace darties
