// pipelines/*.yml: YAML, variables, matrix, graph and the parameters of operators.
#include "fuzz/answer.h"
#include "pipeline/pipeline.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(data, size, [](std::string_view text) {
    darties::PipelineInputs inputs;
    inputs.variables.set("s3.log_data", "s3://bucket/log_data");
    inputs.parameters_may_be_missing = true;
    darties::read_pipeline(text, "pipelines/fuzz.yml", inputs);
  });
}
