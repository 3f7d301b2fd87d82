#pragma once

#include <vector>

#include "warehouse/load/load_state.h"

namespace darties::load {

/// Says for each reject and replacement on which line of its object it ends. Threads that read the middle of an object do
/// not know; so the objects with rejects are read once more up to their last one, and line feeds counted.
/// An object that can not be read any more leaves -1.
void number_lines(const LoadPlan& plan, const std::vector<LoadObject>& objects,
                  LoadState::Results& results);

}  // namespace darties::load
