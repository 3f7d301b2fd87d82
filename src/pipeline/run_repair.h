#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "pipeline/history.h"

namespace darties {

/// Marks runs as interrupted whose history says `running` while no process holds their lock, and their open tries as
/// cancelled. Returns how many there were.
std::size_t mark_interrupted_runs(History& history, const std::filesystem::path& state_folder,
                                  Clock& clock);

/// Throws kUnavailable, with their process ids, when the process of this run is gone but programs that its tasks started
/// still live: beside them nothing of it is run again.
void refuse_beside_leftovers(const RunRecord& run, const std::filesystem::path& state_folder);

/// Corrects the history of a run from what the warehouse says: a task whose work is committed has succeeded, whatever
/// the history could still write.
void repair_tries(History& history, const std::string& run_id,
                  const std::set<std::string>& committed);

}  // namespace darties
