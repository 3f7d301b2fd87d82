#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "cli/command.h"
#include "cli/house.h"
#include "pipeline/graph.h"
#include "pipeline/operator.h"
#include "pipeline/pipeline_list.h"
#include "pipeline/project.h"
#include "pipeline/selector.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "PIPELINE", .help = "Name of the pipeline; `darties dags` lists them."},
};
constexpr CommandOption kOptions[] = {
    {.name = "--select",
     .value = "SELECTOR",
     .help = "Only these tasks.",
     .letter = 's',
     .repeatable = true},
    {.name = "--exclude", .value = "SELECTOR", .help = "Not these tasks.", .repeatable = true},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties tasks sparkify", .what = "The tasks in the order in which they can run."},
    {.line = "darties tasks sparkify --select +songplays", .what = "What a selector means."},
};

/// What a task waits for, as a person would write it: the name of a matrix for all its tasks.
std::string describe_after(const Pipeline& pipeline, const TaskSpec& task) {
  std::vector<std::string> names;
  for (const TaskSpec& other : pipeline.tasks) {
    const auto waits_for = [&](const TaskSpec& candidate) {
      return std::find(task.after.begin(), task.after.end(), candidate.name) != task.after.end();
    };
    if (!waits_for(other)) continue;
    const bool whole_family =
        std::all_of(pipeline.tasks.begin(), pipeline.tasks.end(), [&](const TaskSpec& candidate) {
          return candidate.family != other.family || waits_for(candidate);
        });
    const std::string& name = whole_family ? other.family : other.name;
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  return join(names, ", ");
}

Value value_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

int run(const Invocation& line, House& house) {
  PipelineInputs inputs = project_inputs(house.project());
  inputs.parameters_may_be_missing = true;
  const Pipeline pipeline = load_pipeline(house.project(), line.text("PIPELINE"), inputs);
  const std::vector<bool> selected =
      select_tasks(pipeline, line.all("--select"), line.all("--exclude"));
  using Kind = OutputColumn::Kind;
  const auto table = house.table({{"task"},
                                  {"operator"},
                                  {"after"},
                                  {"retries", Kind::kNumber},
                                  {"timeout"},
                                  {"description"}});
  for (const std::size_t index : Graph(pipeline).topological_order()) {
    if (!selected[index]) continue;
    const TaskSpec& task = pipeline.tasks[index];
    const bool has_timeout = task.policy.timeout.count() > 0;
    table->row({task.name, std::string(task.op->name),
                value_or_null(describe_after(pipeline, task)), std::to_string(task.policy.retries),
                has_timeout ? Value(human_duration(task.policy.timeout.count())) : Value(),
                value_or_null(task.description)});
  }
  table->finish();
  house.suggest_next("darties run " + pipeline.name);
  return 0;
}

}  // namespace

extern const Command tasks_command;
const Command tasks_command{
    .name = "tasks",
    .group = "Pipelines",
    .summary = "Lists the tasks of a pipeline in the order in which they can run.",
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
