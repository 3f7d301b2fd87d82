#include "pipeline/run_records.h"

#include <array>
#include <utility>

namespace darties {
namespace {

constexpr std::array<std::pair<RunState, std::string_view>, 5> kRunStates = {{
    {RunState::kRunning, "running"},
    {RunState::kSuccess, "success"},
    {RunState::kFailed, "failed"},
    {RunState::kCancelled, "cancelled"},
    {RunState::kInterrupted, "interrupted"},
}};

constexpr std::array<std::pair<TaskState, std::string_view>, 8> kTaskStates = {{
    {TaskState::kPending, "pending"},
    {TaskState::kRunning, "running"},
    {TaskState::kRetrying, "retrying"},
    {TaskState::kSuccess, "success"},
    {TaskState::kFailed, "failed"},
    {TaskState::kUpstreamFailed, "upstream_failed"},
    {TaskState::kSkipped, "skipped"},
    {TaskState::kCancelled, "cancelled"},
}};

template <class State, std::size_t size>
std::string_view name_of(const std::array<std::pair<State, std::string_view>, size>& names,
                         State state) {
  for (const auto& [value, name] : names) {
    if (value == state) return name;
  }
  return "";
}

template <class State, std::size_t size>
State state_of(const std::array<std::pair<State, std::string_view>, size>& names,
               std::string_view text) {
  for (const auto& [value, name] : names) {
    if (name == text) return value;
  }
  throw Error(ErrorKind::kInvalid, "unknown state in the history: {}", text);
}

}  // namespace

std::string_view to_string(RunState state) { return name_of(kRunStates, state); }
RunState parse_run_state(std::string_view text) { return state_of(kRunStates, text); }
std::string_view to_string(TaskState state) { return name_of(kTaskStates, state); }
TaskState parse_task_state(std::string_view text) { return state_of(kTaskStates, text); }

bool is_final(TaskState state) {
  return state != TaskState::kPending && state != TaskState::kRunning &&
         state != TaskState::kRetrying;
}

std::string_view to_string(Severity severity) {
  return severity == Severity::kWarn ? "warn" : "error";
}

}  // namespace darties
