#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "pipeline/project.h"

namespace darties {

/// The file of the pipeline with this name (`dag:`). Throws kNotFound with the nearest name, kInvalid when two files
/// have the same.
std::filesystem::path find_pipeline_file(const Project& project, const std::string& name);

/// The inputs that a project gives to all its pipelines.
PipelineInputs project_inputs(const Project& project);

/// Reads the pipeline of this name.
Pipeline load_pipeline(const Project& project, const std::string& name,
                       const PipelineInputs& inputs);

/// A pipeline of the project, or what is wrong with it.
struct ListedPipeline {
  std::string file;
  std::optional<Pipeline> pipeline;
  std::optional<Error> error;
};
/// All pipelines of the project, in order of file. Parameters may be missing.
std::vector<ListedPipeline> list_pipelines(const Project& project);

}  // namespace darties
