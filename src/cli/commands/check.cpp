#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/cancellation.h"
#include "base/text.h"
#include "cli/check_rows.h"
#include "cli/command.h"
#include "cli/house.h"
#include "pipeline/checks.h"
#include "pipeline/operator.h"
#include "pipeline/pipeline_list.h"
#include "pipeline/project.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "CHECK",
     .help = "Names of pipelines, or check files and patterns of them; default: the checks of all "
             "pipelines.",
     .required = false,
     .repeatable = true},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties check", .what = "All checks of the project."},
    {.line = "darties check sparkify", .what = "Those of one pipeline."},
    {.line = "darties check 4_checks/users_unique.sql", .what = "One file."},
};
constexpr std::string_view kDetails =
    "Runs checks against the warehouse as it is, outside any run, and shows the rows that break "
    "them. Every check is evaluated. Exit code 1: "
    "one of severity `error` failed.";

bool names_a_file(const std::string& word) {
  return word.ends_with(".sql") || word.find_first_of("/*?") != std::string::npos;
}

/// The checks of a pipeline's tasks.
void add_pipeline(const Pipeline& pipeline, House& house, std::vector<Check>& checks) {
  for (const TaskSpec& task : pipeline.tasks) {
    if (task.op->name != "check") continue;
    for (Check& check : checks_of(task.params, house.project(), house.clock().now()))
      checks.push_back(std::move(check));
  }
}

std::vector<Check> find_checks(const std::vector<std::string>& words, House& house) {
  Project& project = house.project();
  PipelineInputs inputs = project_inputs(project);
  inputs.parameters_may_be_missing = true;
  inputs.reveals_secrets = !house.options().dry_run;
  std::vector<Check> checks;
  for (const std::string& word : words) {
    if (!names_a_file(word)) {
      add_pipeline(load_pipeline(project, word, inputs), house, checks);
      continue;
    }
    for (const std::string& file : find_project_files(word, {}, project)) {
      checks.push_back(read_check_file(file, {}, inputs.variables, project));
    }
  }
  if (words.empty()) {
    for (const ListedPipeline& listed : list_pipelines(project)) {
      if (listed.error) throw Error(*listed.error);
      add_pipeline(*listed.pipeline, house, checks);
    }
  }
  return checks;
}

/// Pipelines may share files: each is run once.
std::vector<Check> without_repeats(std::vector<Check> checks) {
  std::vector<Check> result;
  for (Check& check : checks) {
    const bool known = std::any_of(result.begin(), result.end(), [&](const Check& other) {
      return other.name == check.name && other.query.text == check.query.text;
    });
    if (!known) result.push_back(std::move(check));
  }
  return result;
}

int run(const Invocation& line, House& house) {
  const std::vector<Check> checks = without_repeats(find_checks(line.all("CHECK"), house));
  if (checks.empty()) {
    house.say("no checks here: put SQL files into 4_checks/ and name them in a pipeline");
    return 0;
  }
  if (house.options().dry_run) {
    for (const Check& check : checks)
      house.out() << fmt::format("-- {}\n{};\n\n", check.name, trim(check.query.text));
    return 0;
  }
  const auto session = house.project().engine().connect();
  const std::stop_callback interrupt(house.stop(), [&] { session->interrupt(); });
  std::vector<CheckResult> results;
  const auto table = check_table(house, false);
  for (const Check& check : checks) {
    throw_if_cancelled(house.stop(), "checking");
    results.push_back(run_check(check, *session));
    write_check_row(*table, {}, results.back());
  }
  table->finish();
  if (house.options().format == OutputFormat::kTable) {
    for (const CheckResult& result : results) write_offending_rows(result, house);
  }
  const std::string failures = summarize_failures(results);
  house.say(failures.empty() ? fmt::format("{} checks, none failed", results.size()) : failures);
  return failures.empty() ? 0 : 1;
}

}  // namespace

extern const Command check_command;
const Command check_command{
    .name = "check",
    .group = "Pipelines",
    .summary = "Runs checks against the warehouse and shows the rows that break them.",
    .details = kDetails,
    .arguments = kArguments,
    .examples = kExamples,
    .changes_something = true,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
