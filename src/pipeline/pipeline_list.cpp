#include "pipeline/pipeline_list.h"

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "pipeline/timestamps.h"
#include "pipeline/yaml_fields.h"

namespace darties {
namespace {

std::string shown_name(const Project& project, const std::filesystem::path& file) {
  return file.lexically_relative(project.folder()).generic_string();
}

/// The name a pipeline file gives itself; empty when the file does not say.
std::string dag_of(const std::string& text, const std::string& file) {
  const YamlValue root = read_yaml(text, file);
  return root.is_map() ? text_field(root, "dag") : std::string();
}

}  // namespace

std::filesystem::path find_pipeline_file(const Project& project, const std::string& name) {
  std::map<std::string, std::filesystem::path> files;
  std::vector<std::string> names;
  std::string unreadable;  // files that name no pipeline, and why
  for (const std::filesystem::path& file : project.pipeline_files()) {
    const std::string shown = shown_name(project, file);
    std::string dag;
    try {
      dag = dag_of(read_file(file), shown);
    } catch (const Error&) {
      // A broken file hides only its own pipeline. It then goes by the file's name, so that asking for it shows why.
      dag = file.stem().string();
    }
    if (dag.empty()) {
      // Asking for it by its file's name shows what is wrong with it.
      dag = file.stem().string();
      unreadable += fmt::format("; {} names no pipeline: {}", shown,
                                trim(read_file(file)).empty() ? "an empty file" : "no `dag: NAME`");
      files.emplace(dag, file);
      continue;
    }
    const auto [known, is_new] = files.emplace(dag, file);
    if (!is_new && dag == name) {
      throw Error(ErrorKind::kInvalid, "two pipelines are called {}: {} and {}", name,
                  shown_name(project, known->second), shown)
          .at({.file = shown});
    }
    names.push_back(dag);
  }
  const auto found = files.find(name);
  if (found != files.end()) return found->second;
  if (names.empty() && unreadable.empty())
    throw Error(ErrorKind::kNotFound, "the project has no pipelines: put one into {}/pipelines",
                project.folder().string());
  const std::string stem = std::filesystem::path(name).stem().string();
  const bool is_file = std::find(names.begin(), names.end(), stem) != names.end();
  const std::string near =
      is_file ? fmt::format(" (did you mean '{}'?)", stem) : suggestion(name, names);
  const std::string list = names.empty() ? "" : "; darties dags lists them: " + join(names, ", ");
  throw Error(ErrorKind::kNotFound, "no pipeline is called {}{}{}{}", name, near, list, unreadable);
}

PipelineInputs project_inputs(const Project& project) {
  return {.variables = project.variables(),
          .overriding = project.overriding_variables(),
          .secrets = project.secret_variables(),
          .ds = iso_date(system_clock().now())};
}

Pipeline load_pipeline(const Project& project, const std::string& name,
                       const PipelineInputs& inputs) {
  const std::filesystem::path file = find_pipeline_file(project, name);
  return read_pipeline(read_file(file), shown_name(project, file), inputs);
}

std::vector<ListedPipeline> list_pipelines(const Project& project) {
  PipelineInputs inputs = project_inputs(project);
  inputs.parameters_may_be_missing = true;
  std::vector<ListedPipeline> result;
  for (const std::filesystem::path& file : project.pipeline_files()) {
    ListedPipeline listed{.file = shown_name(project, file)};
    try {
      listed.pipeline = read_pipeline(read_file(file), listed.file, inputs);
    } catch (const Error& error) {
      listed.error = error;
    }
    result.push_back(std::move(listed));
  }
  return result;
}

}  // namespace darties
