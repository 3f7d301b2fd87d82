// The jsonpaths file of a COPY.
#include "fuzz/answer.h"
#include "warehouse/load/json_paths.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(
      data, size, [](std::string_view text) { darties::load::parse_jsonpaths_file(text); });
}
