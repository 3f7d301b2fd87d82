// darties.yml and pipelines, up to values with places.
#include "fuzz/answer.h"
#include "pipeline/yaml_value.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(data, size,
                               [](std::string_view text) { darties::read_yaml(text, "p.yml"); });
}
