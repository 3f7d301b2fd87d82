#include <fmt/format.h>

#include <filesystem>
#include <ostream>

#include "cli/command.h"
#include "cli/house.h"
#include "pipeline/history.h"
#include "pipeline/pipeline_list.h"
#include "pipeline/project.h"
#include "pipeline/timestamps.h"

namespace darties::cli {
namespace {

constexpr CommandExample kExamples[] = {
    {.line = "darties dags", .what = "What can be run here."},
    {.line = "darties dags -o json", .what = "The same for programs."},
};

struct LastRun {
  Value state;
  Value started;
};

LastRun last_run(History* history, const std::string& dag) {
  if (history == nullptr) return {};
  const auto runs = history->runs({.dag = dag, .limit = 1});
  if (runs.empty()) return {};
  return {.state = std::string(to_string(runs.front().state)),
          .started = local_time(runs.front().started)};
}

int run(const Invocation& /*line*/, House& house) {
  Project& project = house.project();
  const auto history = History::open_to_read(project.folder() / ".darties" / "history.db");
  const auto table = house.table({{"dag"},
                                  {"tasks", OutputColumn::Kind::kNumber},
                                  {"schedule"},
                                  {"last_run"},
                                  {"state"},
                                  {"description"},
                                  {"file"}});
  std::vector<Error> errors;
  for (const ListedPipeline& listed : list_pipelines(project)) {
    if (listed.error) {
      errors.push_back(*listed.error);
      continue;
    }
    const Pipeline& pipeline = *listed.pipeline;
    const LastRun last = last_run(history.get(), pipeline.name);
    table->row({pipeline.name, std::to_string(pipeline.tasks.size()),
                pipeline.schedule.empty() ? Value() : Value(pipeline.schedule), last.started,
                last.state, pipeline.description, listed.file});
  }
  table->finish();
  for (const Error& error : errors) house.err() << "error: " << error.what() << '\n';
  if (!errors.empty()) return exit_code(errors.front().kind());
  if (project.pipeline_files().empty()) house.say("no pipelines: put one into pipelines/");
  return 0;
}

}  // namespace

extern const Command dags_command;
const Command dags_command{
    .name = "dags",
    .group = "Pipelines",
    .summary = "Lists the project's pipelines.",
    .examples = kExamples,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
