#include "pipeline/run_repair.h"

#include <map>

#include "base/text.h"
#include "pipeline/run_lock.h"

namespace darties {
namespace {

constexpr std::size_t kRunsLookedAt = 50;

void close_open_tries(History& history, const RunRecord& run, Clock::TimePoint now) {
  for (TryRecord record : history.tries(run.run_id)) {
    if (is_final(record.state)) continue;
    record.state = TaskState::kCancelled;
    record.ended = now;
    record.error_kind = to_string(ErrorKind::kCancelled);
    record.error = "the process ended before the task did";
    history.put(record);
  }
}

}  // namespace

std::size_t mark_interrupted_runs(History& history, const std::filesystem::path& state_folder,
                                  Clock& clock) {
  std::size_t count = 0;
  for (RunRecord run : history.runs({.limit = kRunsLookedAt})) {
    if (run.state != RunState::kRunning || RunLock::is_held(state_folder, run.run_id)) continue;
    close_open_tries(history, run, clock.now());
    run.state = RunState::kInterrupted;
    run.ended = clock.now();
    run.error = "its process ended without a word";
    history.put(run);
    ++count;
  }
  if (count > 0) history.flush();
  return count;
}

void refuse_beside_leftovers(const RunRecord& run, const std::filesystem::path& state_folder) {
  if (!RunLock::is_held(state_folder, run.run_id)) return;
  std::vector<std::string> processes;
  for (const pid_t process : RunLock::holders(state_folder, run.run_id)) {
    if (process == run.pid) return;
    processes.push_back(std::to_string(process));
  }
  if (processes.empty()) return;  // of another user: the caller says that the run is going on
  throw Error(ErrorKind::kUnavailable,
              "run {} of {} ended without a word, but a program that it started still runs: "
              "process {}. Wait for it, or end it (kill {})",
              run.run_id, run.dag, join(processes, ", "), join(processes, " "));
}

void repair_tries(History& history, const std::string& run_id,
                  const std::set<std::string>& committed) {
  std::map<std::string, TryRecord> latest;
  for (const TryRecord& record : history.tries(run_id)) {
    const auto [known, is_new] = latest.emplace(record.task, record);
    if (!is_new && record.try_number > known->second.try_number) known->second = record;
  }
  for (const std::string& task : committed) {
    const auto found = latest.find(task);
    TryRecord record =
        found == latest.end() ? TryRecord{.run_id = run_id, .task = task} : found->second;
    if (record.state == TaskState::kSuccess) continue;
    record.state = TaskState::kSuccess;
    record.error_kind.clear();
    record.error.clear();
    history.put(record);
  }
}

}  // namespace darties
